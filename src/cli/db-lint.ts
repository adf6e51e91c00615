import { type Command, Option } from 'commander'
import type { Threshold } from '../base/finding.ts'
import { dbLint } from '../commands/db-lint.ts'
import { lintOutcome } from '../commands/db-lint-outcome.ts'
import { inScratch } from '../commands/scratch.ts'
import type { Run } from './run.ts'
import { addScratchTimeout, type ScratchFlags } from './scratch-flags.ts'

interface Flags extends ScratchFlags {
  readonly schema?: string
  readonly failOn: Threshold
}

export function addDbLint(db: Command, run: Run): void {
  const command = db
    .command('lint')
    .summary('what is dangerous in migrations that somebody has written')
    .description(
      'Looks for statements that lock tables, lose data or break clients, in both ways of a migration. With a schema, they are run in a scratch PostgreSQL that says what they lock, read and rewrite.',
    )
    .argument('<migrations...>', 'files and folders of migrations; - for standard input')
    .option(
      '--schema <source>',
      'the schema before the first migration: a .sql file, a folder of migrations, postgres://…, git:REF:path or empty:',
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 when a finding is at least this bad')
        .choices(['error', 'warning', 'never'] as const)
        .default('error'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  backwright db lint migrations/20260131120000_add_orders.sql --schema db/schema.sql',
    )
    .action((sources: readonly string[], { schema, failOn, scratchTimeout: timeoutMs }: Flags) =>
      run(async (world) => {
        const result = await inScratch({ timeoutMs }, world, (limited) => dbLint({ sources, schema }, limited))
        return lintOutcome(result, failOn)
      }),
    )
  addScratchTimeout(command)
}
