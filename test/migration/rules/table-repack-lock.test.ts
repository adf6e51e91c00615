import { tableRepackLock } from '../../../src/migration/rules/table-repack-lock.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(tableRepackLock, {
  passes: {
    'a vacuum copies nothing': 'VACUUM (ANALYZE) t;',
    'the order of CLUSTER is set for later': 'ALTER TABLE t CLUSTER ON i;',
  },
  fails: {
    'the table is copied': {
      sql: 'VACUUM FULL "Line Items";\nCLUSTER t USING i;\nVACUUM (FULL) ;',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
          },
          says: 'VACUUM FULL copies',
        },
        {
          line: 2,
          at: {
            table: 't',
          },
          says: 'CLUSTER',
        },
        {
          line: 3,
          at: {},
          says: 'every table',
        },
      ],
    },
  },
})
