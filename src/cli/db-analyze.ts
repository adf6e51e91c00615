import { type Command, Option } from 'commander'
import { exitCode } from '../base/exit-code.ts'
import { fails } from '../base/finding.ts'
import { dbAnalyze } from '../commands/db-analyze.ts'
import { analyzeText } from '../commands/db-analyze-text.ts'
import type { Run } from './run.ts'

export function addDbAnalyze(db: Command, run: Run): void {
  db.command('analyze')
    .summary('what is slow or unsafe in a schema, with fixes')
    .description('Loads a schema (a .sql file) into an embedded PostgreSQL and runs every rule over its catalog.')
    .argument('<source>', 'a .sql file, a folder of migrations, postgres://…, git:REF:path, or - for standard input')
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 when a finding is at least this bad')
        .choices(['error', 'warning', 'never'] as const)
        .default('error'),
    )
    .addHelpText('after', '\nExample:\n  backwright db analyze db/schema.sql --fail-on warning')
    .action((source: string, { failOn }: { failOn: 'error' | 'warning' | 'never' }) =>
      run(async (world) => {
        const result = await dbAnalyze({ source }, world)
        return {
          exit: fails(result.findings, failOn) ? exitCode.findings : exitCode.fine,
          json: result,
          text: (style) => analyzeText(result, style),
        }
      }),
    )
}
