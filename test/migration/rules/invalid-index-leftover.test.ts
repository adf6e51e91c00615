import { invalidIndexLeftover } from '../../../src/migration/rules/invalid-index-leftover.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(invalidIndexLeftover, {
  passes: {
    'it fails on what is there': 'CREATE INDEX CONCURRENTLY i ON t (a);',
    'a plain build leaves nothing behind': 'CREATE INDEX IF NOT EXISTS i ON t (a);',
  },
  fails: {
    'it is content with what is there': {
      sql: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS "By A" ON t (a);',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
            index: 'By A',
          },
          says: 'IF NOT EXISTS',
        },
      ],
    },
  },
})
