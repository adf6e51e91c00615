import { partitionAttachScan } from '../../../src/migration/rules/partition-attach-scan.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(partitionAttachScan, {
  passes: {
    'the partition is made by the same migration':
      'CREATE TABLE c (k int); ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);',
    'a check is validated before':
      'ALTER TABLE c VALIDATE CONSTRAINT k; ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);',
    'PostgreSQL believes a check of the schema': {
      schema: 'CREATE TABLE p (k int) PARTITION BY LIST (k); CREATE TABLE c (k int CHECK (k IS NOT NULL AND k = 1));',
      sql: 'ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);',
    },
  },
  fails: {
    'nothing proves the bounds': {
      sql: 'ALTER TABLE p ATTACH PARTITION "C 1" FOR VALUES IN (1);',
      problems: [
        {
          line: 1,
          at: {
            table: 'C 1',
          },
          says: 'write "C 1"',
        },
      ],
    },
    'PostgreSQL reads the default partition': {
      sql: 'ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);',
      problems: [
        {
          line: 1,
          at: {
            table: 'c',
          },
          says: 'public.d',
        },
      ],
      schema:
        'CREATE TABLE p (k int) PARTITION BY LIST (k); CREATE TABLE d PARTITION OF p DEFAULT; CREATE TABLE c (k int CHECK (k IS NOT NULL AND k = 1));',
    },
  },
})
