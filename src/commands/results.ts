import { z } from 'zod'
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

/** What `--json` prints, by command, and the `report` of an action; each has a published schema at schemas/<name>.json. */
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
  report: reportSchema,
  scaffold: scaffoldResultSchema,
}

/** A result's JSON Schema (2020-12), as text. Open to further fields: they may come in any release. */
export function jsonSchemaText(name: string): string {
  const schema = results[name]
  if (!schema) throw new Error(`No result is called ${name}.`)
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  const title =
    name === 'report' ? 'the report of an action of backwright' : `backwright ${name.replace('-', ' ')} --json`
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`
}
