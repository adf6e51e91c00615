import { refusedStatement } from '../../../src/migration/rules/refused-statement.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(refusedStatement, {
  passes: {
    'PostgreSQL runs it': {
      schema: 'CREATE TABLE t (a int);',
      sql: 'ALTER TABLE t ADD b int;',
    },
    'nobody ran it': 'ALTER TABLE nobody ADD b int;',
    'the scratch database lacks an extension': {
      schema: 'CREATE TABLE t (a int);',
      sql: 'CREATE EXTENSION no_such_thing;',
    },
  },
  fails: {
    'PostgreSQL refuses it': {
      sql: 'SELECT 1;\nALTER TABLE "No Table" ADD b int;\nALTER TABLE t ADD c int;',
      problems: [
        {
          line: 2,
          at: {},
          says: '"No Table" does not exist',
        },
      ],
      schema: 'CREATE TABLE t (a int);',
    },
  },
})
