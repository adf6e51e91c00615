import { exclusionConstraintBuild } from '../../../src/migration/rules/exclusion-constraint-build.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(exclusionConstraintBuild, {
  passes: {
    'the table is made by the same migration':
      'CREATE TABLE t (r int4range); ALTER TABLE t ADD EXCLUDE USING gist (r WITH &&);',
  },
  fails: {
    'the table is there before': {
      sql: 'ALTER TABLE "Line Items" ADD CONSTRAINT x EXCLUDE USING gist (r WITH &&);',
      problems: [
        {
          line: 1,
          at: {
            table: 'Line Items',
            constraint: 'x',
          },
          says: 'exclusion constraint',
        },
      ],
    },
  },
})
