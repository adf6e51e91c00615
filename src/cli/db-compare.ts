import { type Command, Option } from 'commander'
import type { Outcome } from '../base/outcome.ts'
import { dbCompare } from '../commands/db-compare.ts'
import { compareOutcome } from '../commands/db-compare-outcome.ts'
import { compareMarkdown } from '../commands/db-compare-report.ts'
import { inScratch } from '../commands/scratch.ts'
import type { Rename } from '../migration/delta.ts'
import { formatOf, formats } from '../migration/formats/all.ts'
import { parseMigrationName } from '../migration/name.ts'
import { parseRename } from '../migration/rename.ts'
import { parseMajor } from '../migration/target/target.ts'
import type { World } from '../ports/world.ts'
import { list, timestamp } from './arguments.ts'
import { refuseExisting } from './report-file.ts'
import type { Run } from './run.ts'
import { addScratchTimeout, type ScratchFlags } from './scratch-flags.ts'
import { addWriterFlags, type WriterFlags, writeMode } from './writer-flags.ts'

interface Flags extends WriterFlags, ScratchFlags {
  readonly output?: string
  readonly name: string
  readonly timestamp?: string
  readonly format: string
  readonly markdown?: string
  readonly online: 'on' | 'off'
  readonly rename?: readonly Rename[]
  readonly target?: number
  readonly scratch?: string
  readonly rows?: string
  readonly allow?: readonly string[]
}

export function addDbCompare(db: Command, run: Run): void {
  const compare = db
    .command('compare')
    .summary('two schemas -> a migration and its rollback, proved both ways')
    .description(
      'Compares two schemas and writes a migration with its rollback. Both are proved on a real PostgreSQL before a byte is written.',
    )
    .argument('<from>', 'the schema as it is: a .sql file, a folder of migrations, postgres://…, git:REF:path, or -')
    .argument('<to>', 'the schema as it should be')
    .option('-o, --output <folder>', 'write the files into this folder; without it both scripts are printed')
    .addOption(
      new Option('--format <tool>', 'whose files to write, with --output')
        .choices(formats.map(({ id }) => id))
        .default('plain'),
    )
    .option('--name <name>', 'what the migration does, part of the file names', parseMigrationName, 'migration')
    .option('--timestamp <YYYYMMDDHHMMSS>', 'the version in the file names instead of the clock (UTC)', timestamp)
    .addOption(
      new Option('--online <on|off>', 'do not block tables that are there before; off for an empty database')
        .choices(['on', 'off'] as const)
        .default('on'),
    )
    .option('--rename <old:new>', 'this is a rename, not a drop and an add: t.a:t.b; may be said again', rename)
    .option(
      '--target <major>',
      'the PostgreSQL that it is written for, 14 to 18; without it that of a server among the two, else 14',
      parseMajor,
    )
    .option('--markdown <file>', 'also write the report as Markdown, for a comment on a pull request')
    .option(
      '--scratch <where>',
      'where both sides are made and proved: postgres://…, embedded or embedded:MAJOR; without it a sandbox in WebAssembly',
    )
    .option('--rows <url>', 'count, in this database, the rows at which the migration would stop; it is only read')
    .option('--allow <hazards>', 'hazards that do not fail the run, separated by commas', list)
    .addHelpText(
      'after',
      '\nExample:\n  backwright db compare db/old.sql db/new.sql -o migrations --name add_user_indexes\n  backwright db compare git:main:db/schema.sql db/schema.sql -o db/migrations --format dbmate --markdown review.md',
    )
    .action((from: string, to: string, flags: Flags) => run((world) => comparison(from, to, flags, world)))
  addScratchTimeout(compare)
  addWriterFlags(compare)
}

async function comparison(from: string, to: string, flags: Flags, world: World): Promise<Outcome> {
  const write = writeMode(flags)
  const { output, timestamp, markdown, scratch: where, scratchTimeout: timeoutMs, allow = [], check } = flags
  await refuseExisting(markdown, flags.force, world.files)
  const options = {
    from,
    to,
    ...flags,
    output,
    timestamp,
    format: formatOf(flags.format),
    online: flags.online === 'on',
    renames: flags.rename,
    write,
  }
  const result = await inScratch({ where, timeoutMs }, world, (chosen) => dbCompare(options, chosen))
  if (markdown !== undefined) {
    await world.files.writeAll([{ path: markdown, text: compareMarkdown(result, { from, to, allow }) }])
  }
  return compareOutcome(result, { from, to, allow, check })
}

function rename(text: string, previous: readonly Rename[] = []): readonly Rename[] {
  return [...previous, parseRename(text)]
}
