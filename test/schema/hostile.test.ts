import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { blankPsqlCommands } from '../../src/schema/psql.ts'
import { parseScript } from '../../src/schema/script.ts'
import { parseStatements, readComments } from '../../src/schema/statements.ts'
import { cpuMs } from '../support/cpu-time.ts'

/** Long enough that a reader who looks back for each sign needs minutes. */
const size = 1_000_000
const long = (part: string) => part.repeat(size / part.length)
const table = 'CREATE TABLE t (a int);'

const texts: Readonly<Record<string, string>> = {
  'comments that are opened and never closed': long('/*'),
  'comments that are closed again': `${long('/*')}${long('*/')}${table}`,
  'signs of operators': `SELECT ${long('+')}1;`,
  'the start of rows, again and again': `\\x\n${long('FROM stdin ')}`,
  'quotes that are never closed': `\\x\n${long(`"'`)}`,
  'lines without a quote': `\\x\n${long('a\n')}`,
  'marks of quotes': `\\x\n${long('$a')}`,
  'commands of psql': `${long('\\x\n')}${table}`,
  'statements with an accent': `${long("SELECT 'é';\n")}${table}`,
  'a list longer than a call has room for': `CREATE VIEW v AS SELECT 1 IN (0${long(',1')});`,
  'comments that are one below the other': `${long('-- x\n')}${table}`,
  'nested parentheses': `SELECT ${long('(')}`,
}

test.each(Object.entries(texts))('a megabyte of %s is read or refused at once', async (_, text) => {
  const started = cpuMs()
  try {
    await parseScript([{ file: 'a.sql', text }], 'a.sql')
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad-sql', where: { file: 'a.sql' } })
  }
  assert.ok(cpuMs() - started < 20_000)
})

test('a run of signs is refused by its line, and one that is broken by blanks is read', async () => {
  const nested = (blank: string) => `SELECT 1;\n${`/*${blank}`.repeat(1000)}${`*/${blank}`.repeat(1000)}SELECT 2`
  await assert.rejects(parseStatements(nested(''), 'a.sql'), { code: 'bad-sql', where: { file: 'a.sql', line: 2 } })
  assert.equal((await parseStatements(nested(' '), 'a.sql')).length, 2)
})

test('a rule of signs in a comment is no run', async () => {
  const rule = '*'.repeat(5000)
  assert.equal((await parseStatements(`/${rule}/ SELECT 1; -- ${'='.repeat(5000)}`, 'a.sql')).length, 1)
})

test('comments are found whatever control characters stand around them', async () => {
  const all = Array.from({ length: 31 }, (_, code) => String.fromCharCode(code + 1)).join('')
  const comments = await readComments(`SELECT '${all}' AS "${all}"; -- é ${'\u0001\u001b'}\nSELECT 2 /* \u0007 */`)
  const [first = 0] = comments.map(({ line }) => line)
  expect(comments).toEqual([
    { text: '-- é \u0001\u001b', line: first },
    { text: '/* \u0007 */', line: first + 1 },
  ])
})

test('statements far apart have their lines, whatever stands between them', async () => {
  const text = `SELECT 'é';\n${'-- 😀\n'.repeat(100)}SELECT "\uFEFF";\n\n SELECT 3;`
  const statements = await parseStatements(text, 'a.sql')
  expect(statements.map(({ sql, line }) => [sql, line])).toEqual([
    ["SELECT 'é'", 1],
    ['SELECT "\uFEFF"', 102],
    ['SELECT 3', 104],
  ])
})

test('a text without commands of psql is left as it is', () => {
  assert.equal(blankPsqlCommands(table).sql, table)
})
