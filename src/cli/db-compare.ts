import { type Command, Option } from 'commander'
import { exitCode } from '../base/exit-code.ts'
import { type CompareResult, dbCompare } from '../commands/db-compare.ts'
import { compareText } from '../commands/db-compare-text.ts'
import { list, migrationName, timestamp } from './arguments.ts'
import type { Run } from './run.ts'
import { addWriterFlags, type WriterFlags } from './writer-flags.ts'

interface Flags extends WriterFlags {
  readonly output?: string
  readonly name: string
  readonly timestamp?: string
  readonly online: 'on' | 'off'
  readonly allow?: readonly string[]
}

export function addDbCompare(db: Command, run: Run): void {
  const compare = db
    .command('compare')
    .summary('two schemas -> a migration and its rollback, proved both ways')
    .description(
      'Compares two schemas (.sql files) and writes a migration with its rollback. Both are proved on a real PostgreSQL before a byte is written.',
    )
    .argument('<from>', 'the schema as it is: a .sql file, git:REF:path, or -')
    .argument('<to>', 'the schema as it should be')
    .option('-o, --output <folder>', 'write the two files into this folder; without it both are printed')
    .option('--name <name>', 'what the migration does, part of the file names', migrationName, 'migration')
    .option('--timestamp <YYYYMMDDHHMMSS>', 'the version in the file names instead of the clock', timestamp)
    .addOption(
      new Option('--online <on|off>', 'do not block tables that are there before; off for an empty database')
        .choices(['on', 'off'] as const)
        .default('on'),
    )
    .option('--allow <hazards>', 'hazards that do not fail the run, separated by commas', list)
    .addHelpText(
      'after',
      '\nExample:\n  backwright db compare db/old.sql db/new.sql -o migrations --name add_user_indexes',
    )
    .action((from: string, to: string, flags: Flags) =>
      run(async (world) => {
        const write = flags.dryRun || flags.check ? 'plan' : flags.force ? 'overwrite' : 'write'
        const options = {
          from,
          to,
          ...flags,
          output: flags.output,
          timestamp: flags.timestamp,
          online: flags.online === 'on',
          write,
        } as const
        const result = await dbCompare(options, world)
        return {
          exit: judge(result, flags),
          json: result,
          text: (style) => compareText(result, { from, to, style }),
        }
      }),
    )
  addWriterFlags(compare)
}

function judge(result: CompareResult, { allow = [], check }: Flags) {
  if (result.verdict === 'refused') return exitCode.inconclusive
  if (check && result.verdict !== 'equal') return exitCode.findings
  return result.hazards.some((hazard) => !allow.includes(hazard.rule)) ? exitCode.findings : exitCode.fine
}
