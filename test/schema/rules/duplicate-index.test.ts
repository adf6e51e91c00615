import { duplicateIndex } from '../../../src/schema/rules/duplicate-index.ts'
import { ruleCases } from '../../support/rule-cases.ts'

ruleCases(duplicateIndex, {
  passes: {
    'the indexes differ in a column': 'CREATE TABLE t (a int, b int); CREATE INDEX ON t (a); CREATE INDEX ON t (a, b);',
    'the indexes differ in order': 'CREATE TABLE t (a int); CREATE INDEX ON t (a); CREATE INDEX ON t (a DESC);',
    'the indexes differ in their predicate':
      'CREATE TABLE t (a int); CREATE INDEX ON t (a); CREATE INDEX ON t (a) WHERE a > 0;',
    'the indexes differ in method': 'CREATE TABLE t (a int); CREATE INDEX ON t (a); CREATE INDEX ON t USING hash (a);',
    'both serve a constraint': 'CREATE TABLE t (a int PRIMARY KEY, UNIQUE (a));',
  },

  fails: {
    'two do the same': {
      sql: 'CREATE TABLE "T" (a int); CREATE INDEX one ON "T" (a); CREATE INDEX "Two" ON "T" USING btree (a ASC);',
      problems: [
        {
          at: { schema: 'public', table: 'T', index: 'one' },
          message: 'one does the same work as Two: every write pays for both.',
          fix: {
            up: 'DROP INDEX CONCURRENTLY public.one;',
            down: 'CREATE INDEX CONCURRENTLY one ON public."T" USING btree (a);',
          },
        },
      ],
    },

    'one repeats the primary key': {
      sql: 'CREATE TABLE t (a int PRIMARY KEY); CREATE UNIQUE INDEX again ON t (a);',
      problems: [
        {
          at: { schema: 'public', table: 't', index: 'again' },
          message: 'again does the same work as t_pkey: every write pays for both.',
          fix: {
            up: 'DROP INDEX CONCURRENTLY public.again;',
            down: 'CREATE UNIQUE INDEX CONCURRENTLY again ON public.t USING btree (a);',
          },
        },
      ],
    },
  },
})
