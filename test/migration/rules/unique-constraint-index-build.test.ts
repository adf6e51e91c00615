import { uniqueConstraintIndexBuild } from '../../../src/migration/rules/unique-constraint-index-build.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(uniqueConstraintIndexBuild, {
  passes: {
    'a partitioned table takes it over from its partitions': {
      schema: `CREATE TABLE p (k int, b int) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
        ALTER TABLE p1 ADD UNIQUE (k, b);`,
      sql: 'ALTER TABLE p ADD UNIQUE (k, b);',
    },
    'the index is there': 'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u;',
    'the table is made by the same migration': 'CREATE TABLE t (id int, a text); ALTER TABLE t ADD UNIQUE (a);',
  },
  fails: {
    'a partition of a partitioned table is read': {
      schema: 'CREATE TABLE p (k int, b int) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);',
      sql: 'ALTER TABLE p ADD CONSTRAINT key UNIQUE (k, b);',
      problems: [{ line: 1, at: { table: 'p', constraint: 'key' }, says: 'read or write p' }],
    },
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
