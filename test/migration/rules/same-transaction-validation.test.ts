import { sameTransactionValidation } from '../../../src/migration/rules/same-transaction-validation.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(sameTransactionValidation, {
  passes: {
    'there is a commit in between':
      'BEGIN; ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID; COMMIT; BEGIN; ALTER TABLE t VALIDATE CONSTRAINT k; COMMIT;',
    'it was added by an earlier migration': 'ALTER TABLE t VALIDATE CONSTRAINT k;',
    'a concurrent statement ends the transaction that is assumed':
      'ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID; CREATE INDEX CONCURRENTLY i ON t (a); ALTER TABLE t VALIDATE CONSTRAINT k;',
  },
  fails: {
    'both are between BEGIN and COMMIT': {
      sql: 'BEGIN;\nALTER TABLE "Line Items" ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u NOT VALID;\nALTER TABLE "Line Items" VALIDATE CONSTRAINT k;\nCOMMIT;',
      problems: [
        {
          line: 3,
          at: {
            table: 'Line Items',
            constraint: 'k',
          },
          says: 'Commit in between.',
        },
      ],
    },
    'both are in a file that its tool runs in one transaction': {
      sql: 'ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID;\nALTER TABLE t VALIDATE CONSTRAINT k;',
      problems: [
        {
          line: 2,
          at: {
            table: 't',
            constraint: 'k',
          },
          says: 'in a migration or a BEGIN',
        },
      ],
    },
  },
})
