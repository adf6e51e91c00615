import { domainConstraintScan } from '../../../src/migration/rules/domain-constraint-scan.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(domainConstraintScan, {
  passes: {
    'it is not valid yet': 'ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0) NOT VALID;',
    'the domain is made by the same migration': 'CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CHECK (VALUE > 0);',
    'a constraint goes': 'ALTER DOMAIN d DROP CONSTRAINT k;',
  },
  fails: {
    'tables are read': {
      sql: 'ALTER DOMAIN "Net Price" ADD CHECK (VALUE > 0);\nALTER DOMAIN d SET NOT NULL;',
      problems: [
        {
          line: 1,
          at: {
            object: 'Net Price',
          },
          says: '"Net Price"',
        },
        {
          line: 2,
          at: {
            object: 'd',
          },
          says: 'SET NOT NULL',
        },
      ],
    },
  },
})
