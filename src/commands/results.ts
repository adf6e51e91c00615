import { z } from 'zod'
import { pastRunSchema } from '../load/history.ts'
import { reportSchema } from '../report/report.ts'
import { analyzeResultSchema } from './db-analyze.ts'
import { compareResultSchema } from './db-compare.ts'
import { lintResultSchema } from './db-lint.ts'
import { failureSchema } from './failure.ts'
import { loadOperatorResultSchema } from './load-operator.ts'
import { loadProfileResultSchema } from './load-profile.ts'
import { loadResultSchema } from './load-result.ts'
import { migrateResultSchema } from './migrate-result.ts'
import { newServiceResultSchema } from './new-service-result.ts'
import { scaffoldResultSchema } from './scaffold-result.ts'
import { workflowResultSchema } from './workflow.ts'

/** What `--json` prints, by command, and the files of actions: `report`, and each line of a history; each has a published schema at schemas/<name>.json. */
export const results: Readonly<Record<string, z.ZodType>> = {
  'db-analyze': analyzeResultSchema,
  'db-compare': compareResultSchema,
  'db-lint': lintResultSchema,
  'db-migrate': migrateResultSchema,
  failure: failureSchema,
  'load-on-k6-operator': loadOperatorResultSchema,
  load: loadResultSchema,
  'new-load-test': loadProfileResultSchema,
  'new-service': newServiceResultSchema,
  'new-workflow': workflowResultSchema,
  'past-run': pastRunSchema,
  report: reportSchema,
  scaffold: scaffoldResultSchema,
}

/** Of what no command prints. */
const titles: Readonly<Record<string, string>> = {
  'past-run': 'a line of the history of perf-gate, an action of backwright',
  report: 'the report of an action of backwright',
}

/** A result's JSON Schema (2020-12), as text. Open to further fields: they may come in any release. */
export function jsonSchemaText(name: string): string {
  const schema = results[name]
  if (!schema) throw new Error(`No result is called ${name}.`)
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  const title = titles[name] ?? `backwright ${name.replace('-', ' ')} --json`
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`
}
