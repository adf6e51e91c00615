import type { Command } from 'commander'
import { exitCode } from '../base/exit-code.ts'
import { type CompareResult, dbCompare } from '../commands/db-compare.ts'
import { compareText } from '../commands/db-compare-text.ts'
import { list, migrationName, timestamp } from './arguments.ts'
import type { Run } from './run.ts'

interface Flags {
  readonly output?: string
  readonly name: string
  readonly timestamp?: string
  readonly allow: readonly string[]
  readonly dryRun?: boolean
}

export function addDbCompare(db: Command, run: Run): void {
  db.command('compare')
    .summary('two schemas -> a migration and its rollback, proved both ways')
    .description(
      'Compares two schemas (.sql files) and writes a migration with its rollback. Both are proved on a real PostgreSQL before a byte is written.',
    )
    .argument('<from>', 'the schema as it is')
    .argument('<to>', 'the schema as it should be')
    .option('-o, --output <folder>', 'write the two files into this folder; without it both are printed')
    .option('--name <name>', 'what the migration does, part of the file names', migrationName, 'migration')
    .option('--timestamp <YYYYMMDDHHMMSS>', 'the version in the file names instead of the clock', timestamp)
    .option('--allow <hazards>', 'hazards that do not fail the run, separated by commas', list, [])
    .option('--dry-run', 'plan and prove, but write nothing')
    .addHelpText(
      'after',
      '\nExample:\n  backwright db compare db/old.sql db/new.sql -o migrations --name add_user_indexes',
    )
    .action((from: string, to: string, flags: Flags) =>
      run(async (world) => {
        const options = {
          from,
          to,
          ...flags,
          output: flags.output,
          timestamp: flags.timestamp,
          dryRun: flags.dryRun ?? false,
        }
        const result = await dbCompare(options, world)
        return { exit: judge(result, flags.allow), json: result, text: compareText(result, options) }
      }),
    )
}

function judge(result: CompareResult, allow: readonly string[]) {
  if (result.verdict === 'refused') return exitCode.inconclusive
  return result.hazards.some((hazard) => !allow.includes(hazard.rule)) ? exitCode.findings : exitCode.fine
}
