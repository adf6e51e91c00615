import { missingPrimaryKey } from '../../../src/schema/rules/missing-primary-key.ts'
import { ruleCases } from '../../support/rule-cases.ts'

ruleCases(missingPrimaryKey, {
  passes: {
    'the table has a key': 'CREATE TABLE users (id bigint PRIMARY KEY);',
    'the key is added later': 'CREATE TABLE users (id bigint); ALTER TABLE users ADD PRIMARY KEY (id);',
    'a view needs none': 'CREATE VIEW one AS SELECT 1 AS id;',
    'a partition has its parent': `
      CREATE TABLE log (at date PRIMARY KEY) PARTITION BY RANGE (at);
      CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');`,
  },

  fails: {
    'there is none, though a column is unique': {
      sql: 'CREATE TABLE "Audit Log" (what text UNIQUE);',
      problems: [
        {
          at: { schema: 'public', table: 'Audit Log' },
          message: 'Audit Log has no primary key: its rows cannot be told apart.',
          fix: {
            up: 'ALTER TABLE public."Audit Log" ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;',
            down: 'ALTER TABLE public."Audit Log" DROP COLUMN id;',
          },
        },
      ],
    },

    'the name id is taken': {
      sql: 'CREATE TABLE audit (id text);',
      problems: [
        {
          at: { schema: 'public', table: 'audit' },
          message: 'audit has no primary key: its rows cannot be told apart.',
          fix: {
            up: 'ALTER TABLE public.audit ADD COLUMN row_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;',
            down: 'ALTER TABLE public.audit DROP COLUMN row_id;',
          },
        },
      ],
    },
  },
})
