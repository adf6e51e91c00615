import { uncommittedEnumValueUse } from '../../../src/migration/rules/uncommitted-enum-value-use.ts'
import { lintCases } from '../../support/lint-cases.ts'

lintCases(uncommittedEnumValueUse, {
  passes: {
    'there is a commit in between':
      "BEGIN; ALTER TYPE mood ADD VALUE 'odd'; COMMIT; UPDATE t SET m = 'odd' WHERE id = 1;",
    'the type is made in the same transaction':
      "CREATE TYPE mood AS ENUM ('sad'); ALTER TYPE mood ADD VALUE 'odd'; INSERT INTO t VALUES ('odd');",
    'it is not used': "ALTER TYPE mood ADD VALUE 'odd'; INSERT INTO t VALUES ('sad');",
    'PostgreSQL sees that the text is none of the enum': {
      schema: "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (a text);",
      sql: "ALTER TYPE mood ADD VALUE 'odd'; INSERT INTO t VALUES ('odd');",
    },
  },
  fails: {
    'it is used at once': {
      sql: "ALTER TYPE \"My Mood\" ADD VALUE 'odd';\nUPDATE t SET m = 'odd' WHERE id = 1;",
      problems: [
        {
          line: 2,
          at: {
            object: 'My Mood',
          },
          says: '\'odd\' of "My Mood"',
        },
      ],
    },
    'PostgreSQL refuses it': {
      sql: "ALTER TYPE mood ADD VALUE 'odd';\nINSERT INTO t VALUES ('odd');",
      problems: [
        {
          line: 2,
          at: {
            object: 'mood',
          },
          says: '55P04',
        },
      ],
      schema: "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (m mood);",
    },
  },
})
