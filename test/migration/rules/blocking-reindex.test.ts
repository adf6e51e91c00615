import { blockingReindex } from '../../../src/migration/rules/blocking-reindex.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(blockingReindex, {
  passes: {
    'it is concurrent, in either spelling': 'REINDEX TABLE CONCURRENTLY t; REINDEX (CONCURRENTLY) INDEX i;',
    'the table is made by the same migration': 'CREATE TABLE t (id int, a text); REINDEX TABLE t;',
  },
  fails: {
    'a table or an index is rebuilt': {
      sql: 'REINDEX TABLE "Line Items";\nREINDEX (CONCURRENTLY off) INDEX i;',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
          },
          says: 'table "Line Items"',
        },
        {
          line: 2,
          at: {
            object: 'i',
          },
          says: 'index i',
        },
      ],
    },
  },
})
