import { blockingPartitionDetach } from '../../../src/migration/rules/blocking-partition-detach.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(blockingPartitionDetach, {
  passes: {
    'it is concurrent': 'ALTER TABLE p DETACH PARTITION c CONCURRENTLY;',
    'it is ended': 'ALTER TABLE p DETACH PARTITION c FINALIZE;',
    'the partition is made by the same migration':
      'CREATE TABLE c PARTITION OF p FOR VALUES IN (1); ALTER TABLE p DETACH PARTITION c;',
  },
  fails: {
    'it waits for everybody': {
      sql: 'ALTER TABLE p DETACH PARTITION "C 1";',
      problems: [
        {
          line: 1,
          at: {
            table: 'p',
          },
          says: 'p or "C 1"',
        },
      ],
    },
  },
})
