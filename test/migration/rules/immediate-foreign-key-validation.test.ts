import { immediateForeignKeyValidation } from '../../../src/migration/rules/immediate-foreign-key-validation.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(immediateForeignKeyValidation, {
  passes: {
    'it is not valid yet': 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u NOT VALID;',
    'the column is added without a default': 'ALTER TABLE t ADD COLUMN u_id int REFERENCES u;',
    'the table is made by the same migration':
      'CREATE TABLE t (id int, a text); ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES u;',
  },
  fails: {
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
