import { staleSuppression } from '../../../src/migration/rules/stale-suppression.ts'
import { lintCases } from '../../support/lint-cases.ts'

const index = 'CREATE INDEX i ON t (a);'

lintCases(staleSuppression, {
  passes: {
    'it allows what is found': `-- backwright: allow blocking-index-build: small\n${index}`,
    'it allows what is found in its file': `-- backwright: allow-file blocking-index-build: small\nSELECT 1;\n${index}`,
    'it stands behind the statement': `${index} -- backwright: allow blocking-index-build: small`,
    'it stands in the statement': 'CREATE INDEX i\n-- backwright: allow blocking-index-build: small\nON t (a);',
    'it is the text of a string': "SELECT '\n-- backwright: allow nothing: at all\n';",
    'it is a directive of another kind': '-- backwright: no-transaction\nCREATE INDEX CONCURRENTLY i ON t (a);',
  },
  fails: {
    'nothing is found there': {
      sql: `${index}\n-- backwright: allow blocking-index-build: small\nSELECT 1;`,
      problems: [{ line: 2, at: {}, says: 'Nothing is found' }],
    },
    'no rule has its name': {
      sql: `-- backwright: allow blocking-index-builds: small\n${index}`,
      problems: [{ line: 1, at: {}, says: 'blocking-index-build may be meant' }],
    },
    'it is for the file and stands in its middle': {
      sql: `SELECT 1;\n-- backwright: allow-file blocking-index-build: small\n${index}`,
      problems: [{ line: 2, at: {}, says: 'before its first statement' }],
    },
    'one of several is found': {
      sql: `-- backwright: allow blocking-index-build, data-loss: small\n${index}`,
      problems: [{ line: 1, at: {}, says: 'data-loss would allow' }],
    },
  },
})
