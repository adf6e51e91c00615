import { fullTableBackfill } from '../../../src/migration/rules/full-table-backfill.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(fullTableBackfill, {
  passes: {
    'it is about some rows': 'UPDATE t SET a = 1 WHERE id < 1000; UPDATE t SET a = b.a FROM b;',
    'the table is made by the same migration': "CREATE TABLE t (id int, a text); UPDATE t SET a = 'x';",
  },
  fails: {
    'it is about all rows': {
      sql: 'UPDATE "Line Items" SET a = 1;',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
          },
          says: 'All rows of "Line Items"',
        },
      ],
    },
  },
})
