import { immediateCheckValidation } from '../../../src/migration/rules/immediate-check-validation.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(immediateCheckValidation, {
  passes: {
    'it is not valid yet': 'ALTER TABLE t ADD CHECK (a > 0) NOT VALID;',
    'the table is made by the same migration': 'CREATE TABLE t (id int, a text); ALTER TABLE t ADD CHECK (id > 0);',
  },
  fails: {
    'all rows are checked': {
      sql: 'ALTER TABLE "Line Items" ADD CONSTRAINT k CHECK (a > 0);',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
            constraint: 'k',
          },
          says: 'read or write "Line Items"',
        },
      ],
    },
    'a column comes with a check': {
      sql: 'ALTER TABLE t ADD COLUMN a int CHECK (a > 0);',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
          },
          says: 'every row',
        },
      ],
    },
  },
})
