import { missingLockTimeout } from '../../../src/migration/rules/missing-lock-timeout.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(missingLockTimeout, {
  passes: {
    'it is set before': "SET lock_timeout = '3s'; ALTER TABLE t ADD a int;",
    'it is set for the transaction': "BEGIN; SET LOCAL lock_timeout = '3s'; ALTER TABLE t ADD a int; COMMIT;",
    'it is set by set_config': "SELECT set_config('lock_timeout', '3s', false); ALTER TABLE t ADD a int;",
    'nobody waits behind it': 'CREATE INDEX CONCURRENTLY i ON t (a); ALTER TABLE t VALIDATE CONSTRAINT k;',
    'the table is made by the same migration': 'CREATE TABLE t (id int, a text); ALTER TABLE t ADD b int;',
  },
  fails: {
    'it waits for ever, told once': {
      sql: 'ALTER TABLE "Line Items" ADD a int;\nDROP TABLE u;',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
          },
          says: 'Whoever wants "Line Items"',
        },
      ],
    },
    'a timeout of zero is none': {
      sql: 'SET lock_timeout = 0;\nALTER TABLE t ADD a int;',
      problems: [
        {
          line: 2,
          at: {
            table: 't',
          },
          says: 'lock_timeout',
        },
      ],
    },
    'the timeout was that of an earlier transaction': {
      sql: "BEGIN; SET LOCAL lock_timeout = '3s'; COMMIT;\nALTER TABLE t ADD a int;",
      problems: [
        {
          line: 2,
          at: {
            table: 't',
          },
          says: 'lock_timeout',
        },
      ],
    },
  },
})
