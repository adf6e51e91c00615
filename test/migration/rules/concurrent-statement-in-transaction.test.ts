import { concurrentStatementInTransaction } from '../../../src/migration/rules/concurrent-statement-in-transaction.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(concurrentStatementInTransaction, {
  passes: {
    'there is no transaction': 'CREATE INDEX CONCURRENTLY i ON t (a); REINDEX TABLE CONCURRENTLY t;',
    'it comes after COMMIT': 'BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY i ON t (a);',
    'dbmate and goose are told': '-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON t (a);',
  },
  fails: {
    'it is between BEGIN and COMMIT': {
      sql: 'BEGIN;\nCREATE INDEX CONCURRENTLY i ON "Line Items" (a);\nCOMMIT;',
      problems: [
        {
          line: 2,
          at: {
            table: 'Line Items',
          },
          says: 'CREATE INDEX CONCURRENTLY inside',
        },
      ],
    },
    'dbmate makes a transaction': {
      sql: '-- migrate:up\nDROP INDEX CONCURRENTLY i;',
      problems: [
        {
          line: 2,
          at: {
            object: 'i',
          },
          says: 'Tell the tool',
        },
      ],
    },
    'goose makes a transaction': {
      sql: '-- +goose Up\nALTER TABLE p DETACH PARTITION c CONCURRENTLY;',
      problems: [
        {
          line: 2,
          at: {
            table: 'p',
          },
          says: 'DETACH',
        },
      ],
    },
  },
})
