import { type Command, Option } from 'commander'
import type { Threshold } from '../base/finding.ts'
import { dbAnalyze } from '../commands/db-analyze.ts'
import { analyzeOutcome } from '../commands/db-analyze-outcome.ts'
import { inScratch } from '../commands/scratch.ts'
import type { Run } from './run.ts'
import { addScratchTimeout, type ScratchFlags } from './scratch-flags.ts'

interface Flags extends ScratchFlags {
  readonly failOn: Threshold
}

export function addDbAnalyze(db: Command, run: Run): void {
  const command = db
    .command('analyze')
    .summary('what is slow or unsafe in a schema, with fixes')
    .description('Loads a schema (a .sql file) into an embedded PostgreSQL and runs every rule over its catalog.')
    .argument('<source>', 'a .sql file, a folder of migrations, postgres://…, git:REF:path, or - for standard input')
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 when a finding is at least this bad')
        .choices(['error', 'warning', 'never'] as const)
        .default('error'),
    )
    .addHelpText('after', '\nExample:\n  backwright db analyze db/schema.sql --fail-on warning')
    .action((source: string, { failOn, scratchTimeout: timeoutMs }: Flags) =>
      run(async (world) => {
        const result = await inScratch({ timeoutMs }, world, (limited) => dbAnalyze({ source }, limited))
        return analyzeOutcome(result, failOn)
      }),
    )
  addScratchTimeout(command)
}
