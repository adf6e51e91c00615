import { tableRewrite } from '../../../src/migration/rules/table-rewrite.ts'
import { hazardCases } from '../../support/hazard-cases.ts'

hazardCases(tableRewrite, {
  passes: {
    'a constant default is kept in the catalog': {
      from: 'CREATE TABLE users (id bigint);',
      to: 'CREATE TABLE users (id bigint, visits int NOT NULL DEFAULT 0);',
    },
    'a wider varchar is a change of the catalog alone': {
      from: 'CREATE TABLE users (name varchar(10));',
      to: 'CREATE TABLE users (name varchar(20));',
    },
    'more digits of a second are a change of the catalog alone': {
      from: 'CREATE TABLE visits (at timestamp(3));',
      to: 'CREATE TABLE visits (at timestamp(6));',
    },
    'the table is made by the same migration': {
      from: 'CREATE TABLE users (id bigint);',
      to: 'CREATE TABLE users (id bigint); CREATE TABLE orders (id uuid DEFAULT gen_random_uuid());',
    },
  },
  fails: {
    'a type of another size': {
      from: 'CREATE TABLE "Line Items" (id int);',
      to: 'CREATE TABLE "Line Items" (id bigint);',
      problems: [
        {
          at: { schema: 'public', table: 'Line Items' },
          message:
            'All rows of public."Line Items" are written anew by: ALTER TABLE "public"."Line Items" ALTER COLUMN "id" TYPE bigint USING "id"::bigint.',
        },
      ],
    },
    'a time with a zone, which is as it was where TimeZone is UTC only': {
      from: 'CREATE TABLE visits (at timestamp, until timestamp);',
      to: 'CREATE TABLE visits (at timestamptz, until timestamp);',
      problems: [
        {
          at: { schema: 'public', table: 'visits' },
          message:
            'All rows of public.visits are written anew by: ALTER TABLE "public"."visits" ALTER COLUMN "at" TYPE timestamp with time zone USING "at"::timestamp with time zone.',
        },
      ],
    },
    'a default that differs from row to row': {
      from: 'CREATE TABLE users (id bigint);',
      to: 'CREATE TABLE users (id bigint, token uuid DEFAULT gen_random_uuid());',
      problems: [
        {
          at: { schema: 'public', table: 'users' },
          message:
            'All rows of public.users are written anew by: ALTER TABLE "public"."users" ADD COLUMN "token" uuid DEFAULT gen_random_uuid().',
        },
      ],
    },
  },
})
