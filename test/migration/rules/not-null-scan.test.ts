import { notNullScan } from '../../../src/migration/rules/not-null-scan.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(notNullScan, {
  passes: {
    'a validated check proves it':
      'ALTER TABLE t ADD CONSTRAINT nn CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT nn; ALTER TABLE t ALTER a SET NOT NULL;',
    'an earlier migration has added the check':
      'ALTER TABLE t VALIDATE CONSTRAINT nn; ALTER TABLE t ALTER a SET NOT NULL;',
    'PostgreSQL knows a check of the schema': {
      schema: 'CREATE TABLE t (a int CHECK (a IS NOT NULL AND a > 0));',
      sql: 'ALTER TABLE t ALTER a SET NOT NULL;',
    },
    'the table is made by the same migration': 'CREATE TABLE t (id int, a text); ALTER TABLE t ALTER a SET NOT NULL;',
  },
  fails: {
    'nothing proves it': {
      sql: 'ALTER TABLE t\n  ALTER "Net Price" SET NOT NULL;',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
            column: 'Net Price',
          },
          says: 'CHECK ("Net Price" IS NOT NULL)',
        },
      ],
    },
    'the check is not validated': {
      sql: 'ALTER TABLE t ADD CONSTRAINT nn CHECK (a IS NOT NULL) NOT VALID;\nALTER TABLE t ALTER a SET NOT NULL;',
      problems: [
        {
          line: 2,
          at: {
            table: 't',
            column: 'a',
          },
          says: 'null in a',
        },
      ],
    },
    'PostgreSQL reads the table': {
      sql: 'ALTER TABLE t ALTER a SET NOT NULL;',
      problems: [
        {
          line: 1,
          at: {
            table: 't',
            column: 'a',
          },
          says: 'null in a',
        },
      ],
      schema: 'CREATE TABLE t (a int CHECK (a > 0));',
    },
  },
})
