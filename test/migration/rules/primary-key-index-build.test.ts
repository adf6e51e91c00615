import { primaryKeyIndexBuild } from '../../../src/migration/rules/primary-key-index-build.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(primaryKeyIndexBuild, {
  passes: {
    'the index is there': 'ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX p;',
    'the index is there and its columns hold no null': {
      schema: 'CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX p ON t (a);',
      sql: 'ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX p;',
    },
    'the table is made by the same migration': 'CREATE TABLE t (id int, a text); ALTER TABLE t ADD PRIMARY KEY (id);',
  },
  fails: {
    'the index is built': {
      sql: 'ALTER TABLE "Line Items" ADD PRIMARY KEY (id);',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
          },
          says: 'index of the primary key is built',
        },
      ],
    },
    'a column of the index is nullable': {
      sql: 'ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX p;',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
            constraint: 'p',
          },
          says: 'nullable',
        },
      ],
      schema: 'CREATE TABLE t (a int); CREATE UNIQUE INDEX p ON t (a);',
    },
  },
})
