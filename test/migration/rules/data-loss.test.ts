import { dataLoss } from '../../../src/migration/rules/data-loss.ts'
import { hazardCases } from '../../support/hazard-cases.ts'

hazardCases(dataLoss, {
  passes: {
    'an index holds nothing of its own': {
      from: 'CREATE TABLE users (id bigint); CREATE INDEX by_id ON users (id);',
      to: 'CREATE TABLE users (id bigint);',
    },
    'a view holds nothing of its own': {
      from: 'CREATE TABLE users (id bigint); CREATE VIEW v AS SELECT id FROM users;',
      to: 'CREATE TABLE users (id bigint);',
    },
  },
  fails: {
    'a column goes': {
      from: 'CREATE TABLE "Line Items" (id bigint, "Net Price" numeric);',
      to: 'CREATE TABLE "Line Items" (id bigint);',
      problems: [
        {
          at: { schema: 'public', table: 'Line Items', column: 'Net Price' },
          message: 'What is stored there is lost: ALTER TABLE "public"."Line Items" DROP COLUMN "Net Price".',
        },
      ],
    },
    'a table goes': {
      from: 'CREATE TABLE users (id bigint); CREATE TABLE sessions (id bigint);',
      to: 'CREATE TABLE users (id bigint);',
      problems: [
        {
          at: { schema: 'public', table: 'sessions' },
          message: 'What is stored there is lost: DROP TABLE "public"."sessions".',
        },
      ],
    },
    'a type has less room': {
      from: 'CREATE TABLE t (id bigint PRIMARY KEY, a numeric(8,2), b timestamptz, c int);',
      to: 'CREATE TABLE t (id bigint PRIMARY KEY, a int, b date, c bigint);',
      problems: ['a', 'b'].map((column) => ({
        at: { schema: 'public', table: 't', column },
        message: `Values are changed for good by ALTER TABLE "public"."t" ALTER COLUMN "${column}" TYPE ${
          column === 'a' ? 'integer USING "a"::integer' : 'date USING "b"::date'
        }. a is not what it was: 1.33 came back as 1; b is not what it was: "2020-01-01T01:02:03.456789+00:00" came back as "2020-01-01T00:00:00+00:00".`,
      })),
    },
  },
})
