import { blockingIndexDrop } from '../../../src/migration/rules/blocking-index-drop.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(blockingIndexDrop, {
  passes: {
    'it is dropped concurrently': 'DROP INDEX CONCURRENTLY i;',
    'the same migration has made it': 'CREATE INDEX i ON t (a); DROP INDEX i;',
  },
  fails: {
    'it is dropped at once': {
      sql: 'DROP INDEX app."By Net";',
      problems: [
        {
          line: 1,
          at: {
            schema: 'app',
            index: 'By Net',
          },
          says: 'app."By Net"',
        },
      ],
    },
  },
})
