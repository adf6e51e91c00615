import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { readScript } from '../../src/schema/script.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const users = 'CREATE TABLE users (id int);'

test.each([
  ['\\ir', { 'schema.sql': 'CREATE TABLE a ();\n\\ir t/users.sql\nCREATE TABLE b ();', 't/users.sql': users }],
  [
    '\\include_relative, within quotes',
    { 'schema.sql': "CREATE TABLE a ();\n\\include_relative 't/users.sql'\nCREATE TABLE b ();", 't/users.sql': users },
  ],
  [
    'a file that includes another',
    {
      'schema.sql': 'CREATE TABLE a ();\n\\ir t/all.sql\nCREATE TABLE b ();',
      't/all.sql': '\\ir users.sql',
      't/users.sql': users,
    },
  ],
])('%s brings in a file at its place', async (_, files) => {
  const folder = temporaryFolder(files)
  const { statements } = await readScript(`${folder}/schema.sql`, nodeWorld())
  expect(statements.map(({ sql, file, line }) => [sql, file.replace(`${folder}/`, ''), line])).toEqual([
    ['CREATE TABLE a ()', 'schema.sql', 1],
    ['CREATE TABLE users (id int)', 't/users.sql', 1],
    ['CREATE TABLE b ()', 'schema.sql', 3],
  ])
})

test.each([
  ['a file above', '\\ir ../other.sql', 'unsupported', /leads out of/],
  ['a file of the machine', '\\i /etc/passwd', 'unsupported', /leads out of/],
  ['a link that leads out', '\\ir link.sql', 'unsupported', /leads out of/],
  ['a file that includes itself', '\\ir schema.sql', 'unsupported', /do files include each other/],
  ['a file that is not there', '\\ir none.sql', 'missing-file', /no such file/],
  ['a name that psql would work out', '\\ir :file', 'unsupported', /not followed/],
  ['a name that a program would say', '\\ir `pwd`', 'unsupported', /not followed/],
  ['a file in the middle of a statement', 'CREATE TABLE a (\n\\ir users.sql\n);', 'unsupported', /not followed/],
  ['a second command of a line', '\\echo \\ir users.sql', 'unsupported', /not followed/],
  ['what depends on a condition', '\\if true', 'unsupported', /not followed/],
])('%s is refused with file and line', async (_, text, code, message) => {
  const folder = temporaryFolder({ 'schema.sql': `${users}\n${text}`, 'users.sql': 'id int' })
  symlinkSync('/etc/passwd', `${folder}/link.sql`)
  const file = `${folder}/schema.sql`
  const line = text.startsWith('CREATE') ? 3 : 2
  await assert.rejects(readScript(file, nodeWorld()), { code, message, where: { file, line } })
})
