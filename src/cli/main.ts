import { Command } from 'commander'
import { UserError } from '../base/errors.ts'
import { exitCode } from '../base/exit-code.ts'
import type { Outcome } from '../base/outcome.ts'
import { colours, plain, printableStyled } from '../base/style.ts'
import { printable } from '../base/text.ts'
import type { Log } from '../ports/host.ts'
import type { World } from '../ports/world.ts'
import { addDbAnalyze } from './db-analyze.ts'
import { addDbCompare } from './db-compare.ts'
import { addDbLint } from './db-lint.ts'
import { addDbMigrate } from './db-migrate.ts'
import { reportFailure } from './failure.ts'
import { addK6 } from './k6.ts'
import { addLoad } from './load.ts'
import { mistypedFlag } from './mistyped-flag.ts'
import { addNew, completed } from './new.ts'
import type { Run } from './run.ts'
import { addScaffold } from './scaffold.ts'
import type { Terminal } from './terminal.ts'

export interface CliOptions {
  readonly version: string
  readonly world: World
  readonly terminal: Terminal
}

/** The flags that mean the same in every command. */
interface CommonFlags {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly color?: boolean
}

/** argv (without node and the script) -> output and exit code. Never throws. */
export async function main(argv: readonly string[], { version, world, terminal }: CliOptions): Promise<number> {
  // Read before parsing, because a mistake in the flags has to be reported in this form too.
  const json = argv.includes('--json')
  let code: number = exitCode.fine
  let flags: CommonFlags = {}
  const run: Run = async (body) => {
    const confirm = json || flags.quiet ? undefined : terminal.confirm
    const outcome = await body({ ...world, log: logTo(terminal, flags), confirm })
    code = outcome.exit
    report(outcome, { ...flags, json }, terminal)
  }
  const program = build(version, run, terminal, json)
  program.hook('preAction', (_, command) => {
    flags = command.opts<CommonFlags>()
  })
  try {
    const words = await completed(argv, terminal.dialogue)
    await program.parseAsync([...words], { from: 'user' })
    return code
  } catch (error) {
    const { name, command } = commandOf(program, argv)
    return reportFailure(mistypedFlag(error, command, argv) ?? error, name, json, terminal)
  }
}

const trailer = `
Without a command, a menu asks what to do.
Exit codes: 0 fine, 1 findings, hazards or a failed gate, 2 your mistake or environment, 3 a bug of ours,
4 inconclusive, 5 an invalid measurement, 130 interrupted.`

function build(version: string, run: Run, terminal: Terminal, json: boolean): Command {
  const program = new Command('backwright')
    .description('Makes and keeps a Node + PostgreSQL back end.')
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', trailer)
  const db = program
    .command('db')
    .summary('compare and analyze schemas, lint migrations, migrate databases')
    .description('PostgreSQL: schemas to compare and analyze, migrations to lint, databases to migrate.')
  addDbCompare(db, run)
  addDbAnalyze(db, run)
  addDbLint(db, run)
  addDbMigrate(db, run)
  addScaffold(program, run)
  addLoad(program, run)
  addK6(program, run)
  addNew(program, run, json ? undefined : terminal.dialogue)
  for (const command of family(program)) {
    command
      .helpCommand(false)
      .exitOverride()
      // `load` has flags that `load merge` has too: what follows a command's name is that command's.
      .enablePositionalOptions()
      .configureOutput({
        writeOut: terminal.out,
        writeErr: json ? () => undefined : terminal.err,
        // Told by reportFailure, in the form that all mistakes have.
        outputError: () => undefined,
      })
    if (command.commands.length === 0 || command.registeredArguments.length > 0) addCommonFlags(command)
  }
  return program
}

function family(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(family)]
}

function addCommonFlags(command: Command): void {
  command
    .option('--json', 'print one JSON document on standard output')
    .option('-q, --quiet', 'print no report and no progress, errors only')
    .option('-v, --verbose', 'tell each step, also where no terminal is')
    .option('--no-color', 'no colour, also on a terminal')
}

/** Progress is for a person who waits: it is told on a terminal, or when asked for. */
function logTo(terminal: Terminal, { quiet, verbose }: CommonFlags): Log {
  const told = !quiet && (verbose || terminal.interactive.err)
  return {
    info: (message) => told && terminal.err(`${printable(message)}\n`),
    warn: (message) => terminal.err(`warning: ${printable(message)}\n`),
  }
}

function report({ json: document, text }: Outcome, { json, quiet, color }: CommonFlags, terminal: Terminal): void {
  if (json) terminal.out(`${JSON.stringify(document, null, 2)}\n`)
  else if (!quiet) {
    const style = color !== false && terminal.colour && terminal.interactive.out ? colours : plain
    const shown = text(style)
    terminal.out(`${terminal.interactive.out ? printableStyled(shown, style) : shown}\n`)
  }
}

/** What the user sees when a signal ends the run, in the form that the flags ask for. */
export function reportInterruption(argv: readonly string[], terminal: Terminal): void {
  const json = argv.includes('--json')
  const program = build('', async () => undefined, terminal, json)
  const error = new UserError('interrupted', 'Interrupted; nothing was left half-written.')
  reportFailure(error, commandOf(program, argv).name, json, terminal)
}

/** The command that the words name, as far as they name one. */
function commandOf(program: Command, argv: readonly string[]): { readonly name: string; readonly command: Command } {
  let command = program
  const names: string[] = []
  for (const word of argv) {
    const next = command.commands.find((candidate) => candidate.name() === word)
    if (!next) break
    names.push(word)
    command = next
  }
  return { name: names.join(' '), command }
}
