import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { handRules, hazardRules } from '../../../src/migration/rules/all.ts'
import { lintMigration } from '../../support/lint-cases.ts'

/** What cannot be told without a schema, so that its page has no example. */
const needSchema = ['view-option-loss', 'refused-statement']

describe('the page of a hazard', () => {
  test.each([...hazardRules, ...handRules].map(({ id }) => id).filter((id) => !needSchema.includes(id)))(
    'of %s shows SQL that raises it, and SQL that does not',
    async (id) => {
      const page = readFileSync(`docs/rules/${id}.md`, 'utf8')
      const [bad = '', good = ''] = [...page.matchAll(/^```sql\n([\s\S]*?)^```$/gm)].map(([, sql]) => sql)
      const rules = async (sql: string) => (await lintMigration({ sql })).findings.map(({ rule }) => rule)
      assert.ok((await rules(bad)).includes(id), bad)
      assert.ok(good !== '' && !(await rules(good)).includes(id), good)
    },
  )
})
