import { rowSecurityChange } from '../../../src/migration/rules/row-security-change.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(rowSecurityChange, {
  passes: {
    'a policy is made or replaced':
      'CREATE POLICY p ON t USING (true); DROP POLICY q ON t; CREATE POLICY q ON t USING (false);',
    'the table is made by the same migration':
      'CREATE TABLE t (id int, a text); ALTER TABLE t ENABLE ROW LEVEL SECURITY;',
  },
  fails: {
    'it is turned on, off, and a policy goes': {
      sql: 'ALTER TABLE "Line Items" ENABLE ROW LEVEL SECURITY;\nALTER TABLE t DISABLE ROW LEVEL SECURITY;\nDROP POLICY p ON app.t;',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
          },
          says: 'enabled',
        },
        {
          line: 2,
          at: {
            table: 't',
          },
          says: 'disabled',
        },
        {
          line: 3,
          at: {
            schema: 'app',
            table: 't',
          },
          says: 'policy p is dropped',
        },
      ],
    },
  },
})
