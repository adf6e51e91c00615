import { blockingMatviewRefresh } from '../../../src/migration/rules/blocking-matview-refresh.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(blockingMatviewRefresh, {
  passes: {
    'it is concurrent': 'REFRESH MATERIALIZED VIEW CONCURRENTLY m;',
    'the view is made by the same migration':
      'CREATE MATERIALIZED VIEW m AS SELECT 1 WITH NO DATA; REFRESH MATERIALIZED VIEW m;',
  },
  fails: {
    'readers wait': {
      sql: 'REFRESH MATERIALIZED VIEW "Top Ten";',
      problems: [
        {
          line: 1,
          at: {
            table: 'Top Ten',
          },
          says: 'read "Top Ten"',
        },
      ],
    },
  },
})
