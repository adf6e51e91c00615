import { Command, CommanderError } from 'commander'
import { UserError } from '../base/errors.ts'
import { exitCode } from '../base/exit-code.ts'
import { maskSecrets } from '../base/text.ts'
import type { World } from '../ports.ts'
import { addDbAnalyze } from './db-analyze.ts'
import { addDbCompare } from './db-compare.ts'
import type { Outcome } from './outcome.ts'
import type { Run } from './run.ts'

/** Where a command's output goes. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
}

export interface CliOptions {
  readonly version: string
  readonly world: World
  readonly terminal: Terminal
}

/** argv (without node and the script) -> output and exit code. Never throws. */
export async function main(argv: readonly string[], { version, world, terminal }: CliOptions): Promise<number> {
  const json = argv.includes('--json')
  let code: number = exitCode.fine
  const run: Run = async (body) => {
    code = report(await body(world), json, terminal)
  }
  const program = build(version, run, terminal, json)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    return fail(error, commandName(program, argv), json, terminal)
  }
}

function build(version: string, run: Run, terminal: Terminal, json: boolean): Command {
  const program = new Command('backwright')
    .description('Makes and keeps a Node + PostgreSQL back end.')
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .helpCommand(false)
  const db = program
    .command('db')
    .summary('compare and analyze schemas')
    .description('PostgreSQL schemas: compare, analyze.')
  addDbCompare(db, run)
  addDbAnalyze(db, run)
  for (const command of family(program)) {
    command.exitOverride().configureOutput({ writeOut: terminal.out, writeErr: json ? () => undefined : terminal.err })
    if (command.commands.length === 0) addCommonFlags(command)
  }
  return program
}

function family(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(family)]
}

function addCommonFlags(command: Command): void {
  command
    .option('--json', 'print one JSON document on standard output')
    .option('-q, --quiet', 'print no report')
    .option('-v, --verbose', 'print more')
    .option('--no-color', 'no colour, also on a terminal')
}

function report({ exit, json: document, text }: Outcome, json: boolean, terminal: Terminal): number {
  terminal.out(json ? `${JSON.stringify(document, null, 2)}\n` : `${text}\n`)
  return exit
}

function fail(error: unknown, command: string, json: boolean, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCode.fine
    return mistake('bad-option', error.message.replace(/^error: /, ''), {}, command, json ? terminal : undefined)
  }
  if (error instanceof UserError) {
    if (!json) terminal.err(`backwright: ${maskSecrets(error.message)} (${error.code})\n`)
    return mistake(error.code, error.message, error.where, command, json ? terminal : undefined)
  }
  const stack = maskSecrets((error as Error)?.stack ?? String(error))
  terminal.err(`backwright: this is a bug of ours; please report it.\n${stack}\n`)
  if (json)
    terminal.out(`${JSON.stringify({ schemaVersion: 1, command, error: { code: 'bug', message: stack } }, null, 2)}\n`)
  return exitCode.ourBug
}

function mistake(code: string, message: string, where: object, command: string, out: Terminal | undefined): number {
  out?.out(
    `${JSON.stringify({ schemaVersion: 1, command, error: { code, message: maskSecrets(message), ...where } }, null, 2)}\n`,
  )
  return exitCode.userMistake
}

/** The command that the words name, as far as they name one. */
function commandName(program: Command, argv: readonly string[]): string {
  let command = program
  const names: string[] = []
  for (const word of argv) {
    const next = command.commands.find((candidate) => candidate.name() === word)
    if (!next) break
    names.push(word)
    command = next
  }
  return names.join(' ')
}
