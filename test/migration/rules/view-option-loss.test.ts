import { viewOptionLoss } from '../../../src/migration/rules/view-option-loss.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(viewOptionLoss, {
  passes: {
    'the options are said again': {
      schema: 'CREATE TABLE t (a int); CREATE VIEW "My Rows" WITH (security_invoker = true) AS SELECT a FROM t;',
      sql: 'CREATE OR REPLACE VIEW "My Rows" WITH (security_invoker = true) AS SELECT a FROM t;',
    },
    'another view has none': {
      schema: 'CREATE TABLE t (a int); CREATE VIEW "My Rows" WITH (security_invoker = true) AS SELECT a FROM t;',
      sql: 'CREATE VIEW w AS SELECT a FROM t;',
    },
  },
  fails: {
    'it is replaced without': {
      sql: 'CREATE OR REPLACE VIEW "My Rows" AS SELECT a FROM t;',
      problems: [
        {
          line: 1,
          at: {
            table: 'My Rows',
          },
          says: 'security_invoker=true',
        },
      ],
      schema: 'CREATE TABLE t (a int); CREATE VIEW "My Rows" WITH (security_invoker = true) AS SELECT a FROM t;',
    },
    'it is dropped and made without': {
      sql: 'DROP VIEW "My Rows";\nCREATE VIEW "My Rows" AS SELECT a FROM t;',
      problems: [
        {
          line: 2,
          at: {
            table: 'My Rows',
          },
          says: 'security_invoker=true',
        },
      ],
      schema: 'CREATE TABLE t (a int); CREATE VIEW "My Rows" WITH (security_invoker = true) AS SELECT a FROM t;',
    },
  },
})
