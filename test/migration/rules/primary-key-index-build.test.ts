import { primaryKeyIndexBuild } from '../../../src/migration/rules/primary-key-index-build.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(primaryKeyIndexBuild, {
  passes: {
    'a partitioned table takes it over from its partitions': {
      schema: `CREATE TABLE p (k int, b int) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
        ALTER TABLE p1 ADD PRIMARY KEY (k);`,
      sql: 'ALTER TABLE p ADD PRIMARY KEY (k);',
    },
    'the index is there': 'ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX p;',
    'the index is there and its columns hold no null': {
      schema: 'CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX p ON t (a);',
      sql: 'ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX p;',
    },
    'the table is made by the same migration': 'CREATE TABLE t (id int, a text); ALTER TABLE t ADD PRIMARY KEY (id);',
  },
  fails: {
    'a partition of a partitioned table is read': {
      schema: 'CREATE TABLE p (k int, b int) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);',
      sql: 'ALTER TABLE p ADD CONSTRAINT key PRIMARY KEY (k);',
      problems: [{ line: 1, at: { table: 'p', constraint: 'key' }, says: 'read or write p' }],
    },
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
