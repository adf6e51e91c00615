import { cascadingDrop } from '../../../src/migration/rules/cascading-drop.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(cascadingDrop, {
  passes: {
    'what depends on it stops the drop': 'DROP TYPE mood; ALTER TABLE t DROP CONSTRAINT k;',
    'tables and columns are told by data-loss': 'DROP TABLE t CASCADE; ALTER TABLE t DROP COLUMN a CASCADE;',
  },
  fails: {
    'what depends on it falls': {
      sql: 'DROP TYPE "My Mood" CASCADE;\nALTER TABLE t DROP CONSTRAINT k CASCADE;',
      problems: [
        {
          line: 1,
          at: {
            object: 'My Mood',
          },
          says: 'type "My Mood"',
        },
        {
          line: 2,
          at: {
            table: 't',
            constraint: 'k',
          },
          says: 'constraint k',
        },
      ],
    },
  },
})
