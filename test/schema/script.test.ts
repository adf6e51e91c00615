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

const read = (sql: string, ...more: readonly string[]) =>
  parseScript(
    [sql, ...more].map((text, at) => ({ file: `${at + 1}.sql`, text })),
    'folder',
  )

test.each([
  [
    'an expression as deep as a parser goes',
    `SELECT ${'('.repeat(10_000)}1${')'.repeat(10_000)};`,
    /1\.sql:2: .* nested too deeply/,
  ],
  ['an include of psql', '\\i tables.sql', /1\.sql:2: psql's \\i is not followed/],
  ['a condition of psql', '\\if :fresh\nCREATE TABLE b ();\n\\endif', /1\.sql:2: psql's \\if/],
  ['SQL that makes SQL', "SELECT 'DROP TABLE a'\n\\gexec", /1\.sql:3: psql's \\gexec/],
])('%s is told with its line', async (_, sql, message) => {
  await assert.rejects(read(`CREATE TABLE a ();\n${sql}`), { name: 'UserError', message })
  // The parser lives on.
  assert.equal((await read('CREATE TABLE a ();')).statements.length, 1)
})

test.each([
  ['a sum of 3,000 terms', `CREATE VIEW v AS SELECT ${'1+'.repeat(3000)}1 AS x;`],
  ['150,000 statements', `CREATE TABLE a (x int);${'SELECT 1;\n'.repeat(150_000)}`],
  ['a table of 5,000 columns', `CREATE TABLE a (${Array.from({ length: 5000 }, (_, at) => `c${at} int`)});`],
])('%s is read', async (_, sql) => {
  assert.ok((await read(sql)).statements.length > 0)
})

test('the search path that one file leaves does not reach the next', async () => {
  const script = await read(
    "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.a ();",
    'CREATE TABLE b ();',
  )
  const database = await loadScript(script, [], scratch)
  assert.deepEqual(await database.queryArrays("SELECT to_regclass('public.b')::text"), [['b']])
  await database.close()
})

test('what a dump says of its database and its large objects is left out', async () => {
  const script = await read(`
    CREATE DATABASE shop; ALTER DATABASE shop OWNER TO someone; COMMENT ON DATABASE shop IS 'x'; GRANT CONNECT ON DATABASE shop TO someone;
    CREATE TABLE a (x int);
    SELECT pg_catalog.lo_create('1'); ALTER LARGE OBJECT 1 OWNER TO someone; SELECT pg_catalog.lowrite(0, '\\x00');
    SELECT pg_catalog.lo_close(0);`)
  const database = await loadScript(script, script.roles, scratch)
  assert.deepEqual(await database.queryArrays("SELECT to_regclass('a')::text"), [['a']])
  await database.close()
})

test.each([['asks for too much memory', "SELECT length(repeat('x', 1000000000) || repeat('x', 1000000000));"]])(
  'a script that %s ends in an error with its place',
  async (_, sql) => {
    const script = await read(`CREATE TABLE a ();\n${sql}`)
    await assert.rejects(
      loadScript(script, [], scratch),
      ({ name, message }: Error) => name === 'UserError' && message.startsWith('1.sql:'),
    )
  },
)
