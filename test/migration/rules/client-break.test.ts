import { clientBreak } from '../../../src/migration/rules/client-break.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(clientBreak, {
  passes: {
    'a view takes the old name of a table': 'ALTER TABLE t RENAME TO u; CREATE VIEW t AS SELECT * FROM u;',
    'another column takes the old name': 'ALTER TABLE t RENAME a TO a_last; ALTER TABLE t RENAME a_next TO a;',
    'the table is made by the same migration':
      'CREATE TABLE t (id int, a text); ALTER TABLE t RENAME a TO b; ALTER TABLE t ADD COLUMN c int NOT NULL;',
    'an index or a constraint gets another name': 'ALTER INDEX i RENAME TO j; ALTER TABLE t RENAME CONSTRAINT k TO l;',
    'a view is made anew': 'DROP VIEW v; CREATE VIEW v AS SELECT 1;',
    'a required column has a default or fills itself':
      'ALTER TABLE t ADD a int NOT NULL DEFAULT 0, ADD b bigserial NOT NULL, ADD c int GENERATED ALWAYS AS IDENTITY NOT NULL;',
  },
  fails: {
    'a table gets another name': {
      sql: 'ALTER TABLE app."Line Items" RENAME TO items;',
      problems: [
        {
          line: 1,
          at: {
            schema: 'app',
            table: 'Line Items',
          },
          says: 'table app."Line Items" fail',
        },
      ],
    },
    'a table moves to another schema': {
      sql: 'ALTER TABLE t SET SCHEMA app;',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
          },
          says: 'schema app',
        },
      ],
    },
    'a column gets another name': {
      sql: 'ALTER TABLE t RENAME COLUMN a TO b;',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
            column: 'a',
          },
          says: 'column t.a',
        },
      ],
    },
    'a value of an enum gets another name': {
      sql: "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';",
      problems: [
        {
          line: 1,
          at: {
            object: 'mood',
          },
          says: 'enum value mood.sad',
        },
      ],
    },
    'a schema gets another name': {
      sql: 'ALTER SCHEMA app RENAME TO shop;',
      problems: [
        {
          line: 1,
          at: {
            object: 'app',
          },
          says: 'schema app',
        },
      ],
    },
    'a view and a function go': {
      sql: 'DROP VIEW v;\nDROP FUNCTION f(int);',
      problems: [
        {
          line: 1,
          at: {
            object: 'v',
          },
          says: 'view v',
        },
        {
          line: 2,
          at: {
            object: 'f',
          },
          says: 'function f',
        },
      ],
    },
    'a required column comes without a default': {
      sql: 'ALTER TABLE "Line Items" ADD COLUMN "Net" int NOT NULL;',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
            column: 'Net',
          },
          says: 'can insert no row',
        },
      ],
    },
    'the rollback of a rename raises nothing of its own': {
      sql: 'ALTER TABLE t RENAME a TO b;',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
            column: 'a',
          },
          says: 't.a',
        },
      ],
      down: 'ALTER TABLE t RENAME b TO a;',
    },
  },
})
