import { blockingIndexBuild } from '../../../src/migration/rules/blocking-index-build.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(blockingIndexBuild, {
  passes: {
    'it is built concurrently': 'CREATE INDEX CONCURRENTLY i ON t (a);',
    'the table is made by the same migration': 'CREATE TABLE t (id int, a text); CREATE INDEX ON t (a);',
    'the table gets another name in between':
      'CREATE TABLE t (id int, a text); ALTER TABLE t RENAME TO u; CREATE INDEX ON u (a);',
    'on the parent of partitions alone nothing is built': 'CREATE INDEX i ON ONLY t (a);',
    'the schema says that the table is new': {
      schema: 'CREATE TABLE u (id int);',
      sql: 'CREATE TABLE t (a int); CREATE INDEX ON t (a);',
    },
  },
  fails: {
    'the table is there before': {
      sql: 'SELECT 1;\n\nCREATE UNIQUE INDEX "By Net" ON public."Line Items" (net);',
      problems: [
        {
          line: 3,
          at: {
            schema: 'public',
            table: 'Line Items',
            index: 'By Net',
          },
          says: 'Nobody can write to public."Line Items"',
        },
      ],
    },
    'IF NOT EXISTS makes no table that is there before': {
      sql: 'CREATE TABLE IF NOT EXISTS t (a int);\nCREATE INDEX ON t (a);',
      problems: [
        {
          line: 2,
          at: {
            table: 't',
          },
          says: 'CONCURRENTLY',
        },
      ],
      schema: 'CREATE TABLE t (a int);',
    },
  },
})
