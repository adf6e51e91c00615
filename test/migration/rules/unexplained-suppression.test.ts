import { unexplainedSuppression } from '../../../src/migration/rules/unexplained-suppression.ts'
import { lintCases } from '../../support/lint-cases.ts'

const index = 'CREATE INDEX i ON t (a);'

lintCases(unexplainedSuppression, {
  passes: {
    'the reason is said': `-- backwright: allow blocking-index-build: small\n${index}`,
    'another tool is spoken to': `-- squawk-ignore require-concurrent-index-creation\n${index}`,
  },
  fails: {
    'no reason is said': {
      sql: `SELECT 1;\n-- backwright: allow blocking-index-build\n${index}`,
      problems: [{ line: 2, at: {}, says: 'why blocking-index-build is allowed' }],
    },
    'the reason is empty': {
      sql: `-- backwright: allow blocking-index-build:  \n${index}`,
      problems: [{ line: 1, at: {}, says: 'Add the reason' }],
    },
  },
})
