import assert from 'node:assert/strict'
import { test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { loadScript } from '../../src/schema/load.ts'
import { parseScript } from '../../src/schema/script.ts'

const { scratch } = nodeWorld()

test.each([
  ['an extension with the name of a method', 'CREATE TABLE a (id int); CREATE EXTENSION "constructor";'],
  ['a program', "CREATE TABLE a (x text);\nCOPY a FROM PROGRAM 'id';"],
  ['a file of the host', "CREATE TABLE a AS SELECT pg_read_file('/etc/passwd');"],
])('%s is a mistake of the script', async (_, sql) => {
  const load = async () => {
    const script = await parseScript([{ file: 'a.sql', text: sql }], 'a.sql')
    return loadScript(script, script.roles, scratch)
  }
  await assert.rejects(load(), { name: 'UserError' })
})

test('a mistake in a file of one endless word is told in a line', async () => {
  await assert.rejects(
    parseScript([{ file: 'a.sql', text: 'a'.repeat(100_000) }], 'a.sql'),
    ({ message }: Error) => message.length < 400,
  )
})
