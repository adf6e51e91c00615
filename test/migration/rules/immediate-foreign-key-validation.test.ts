import { immediateForeignKeyValidation } from '../../../src/migration/rules/immediate-foreign-key-validation.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(immediateForeignKeyValidation, {
  passes: {
    'a partitioned table takes it over from its partitions': {
      schema: `CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE p (k int, b int) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
        ALTER TABLE p1 ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES u;`,
      sql: 'ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES u;',
    },
    'it is not valid yet': 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u NOT VALID;',
    'the column is added without a default': 'ALTER TABLE t ADD COLUMN u_id int REFERENCES u;',
    'the table is made by the same migration':
      'CREATE TABLE t (id int, a text); ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES u;',
  },
  fails: {
    'a partition of a partitioned table is read': {
      schema:
        'CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE p (k int, b int) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);',
      sql: 'ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES u;',
      problems: [{ line: 1, at: { table: 'p', constraint: 'f' }, says: 'write to p' }],
    },
    'all rows are checked': {
      sql: 'ALTER TABLE "Line Items" ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u;',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
            constraint: 'f',
          },
          says: 'write to "Line Items" or u',
        },
      ],
    },
    'a column comes with a default': {
      sql: 'ALTER TABLE t ADD COLUMN u_id int DEFAULT 1 REFERENCES u;',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
          },
          says: 'every row of t',
        },
      ],
    },
  },
})
