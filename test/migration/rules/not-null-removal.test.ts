import { notNullRemoval } from '../../../src/migration/rules/not-null-removal.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(notNullRemoval, {
  passes: {
    'it is put in place': 'ALTER TABLE t ALTER a SET NOT NULL;',
    'a rollback takes it back': {
      sql: 'SELECT 1;',
      down: 'ALTER TABLE t ALTER a DROP NOT NULL;',
    },
  },
  fails: {
    'readers may find a null': {
      sql: 'ALTER TABLE t ALTER "Net Price" DROP NOT NULL;',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
            column: 'Net Price',
          },
          says: '"Net Price"',
        },
      ],
    },
  },
})
