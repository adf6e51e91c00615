import { transactionControlStatement } from '../../../src/migration/rules/transaction-control-statement.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(transactionControlStatement, {
  passes: {
    'every transaction is ended': 'BEGIN; SELECT 1; COMMIT; START TRANSACTION; SELECT 2; END;',
    'savepoints are a matter of the transaction': 'BEGIN; SAVEPOINT s; ROLLBACK TO s; COMMIT;',
  },
  fails: {
    'one is begun in another': {
      sql: 'BEGIN;\nBEGIN;\nCOMMIT;',
      problems: [
        {
          line: 2,
          at: {},
          says: 'open already',
        },
      ],
    },
    'one is never committed': {
      sql: 'SELECT 1;\nBEGIN;\nSELECT 2;',
      problems: [
        {
          line: 2,
          at: {},
          says: 'never committed',
        },
      ],
    },
    'there is none to commit': {
      sql: 'SELECT 1;\nCOMMIT;',
      problems: [
        {
          line: 2,
          at: {},
          says: 'no transaction to end',
        },
      ],
    },
    'one is undone': {
      sql: 'BEGIN;\nSELECT 1;\nROLLBACK;',
      problems: [
        {
          line: 3,
          at: {},
          says: 'undone',
        },
      ],
    },
    'the tool makes one': {
      sql: '-- migrate:up\nCOMMIT;',
      problems: [
        {
          line: 2,
          at: {},
          says: 'The tool',
        },
      ],
    },
  },
})
