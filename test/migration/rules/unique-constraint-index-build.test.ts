import { uniqueConstraintIndexBuild } from '../../../src/migration/rules/unique-constraint-index-build.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(uniqueConstraintIndexBuild, {
  passes: {
    'the index is there': 'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u;',
    'the table is made by the same migration': 'CREATE TABLE t (id int, a text); ALTER TABLE t ADD UNIQUE (a);',
  },
  fails: {
    'the index is built': {
      sql: 'ALTER TABLE "Line Items" ADD CONSTRAINT u UNIQUE (a);',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
            constraint: 'u',
          },
          says: 'read or write "Line Items"',
        },
      ],
    },
    'a column is added with it': {
      sql: 'ALTER TABLE t ADD COLUMN a int UNIQUE;',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
            column: 'a',
          },
          says: 'USING INDEX',
        },
      ],
    },
  },
})
