import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ident } from '../../src/schema/sql.ts'
import { parseStatements, readComments } from '../../src/schema/statements.ts'
import { reusedScratch } from '../support/reused-scratch.ts'
import { cliOver, runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Nothing is called so; a statement that begins with it has come out of a name. */
const bait = 'DROP TABLE pwned'

const hostile = [
  `"; ${bait}; --`,
  `'; ${bait}; --`,
  `*/ ${bait}; /*`,
  `a\n${bait};`,
  `a\r${bait};`,
  'a\n\\! touch pwned\n',
  '\n-- migrate:down\n',
  '\n-- backwright: no-transaction\n',
  'a\n::error::x',
  '::error::x',
  '\u202Egnp.exe',
  '\u2028x',
  '\u0001\u001b[31m',
  'x'.repeat(200),
  '😀'.repeat(16),
  '$$',
  '$a$ $a$',
  ":'var'",
  'C:\\new',
  '%s%I',
  '{{x}}',
  '`id`',
  '```',
  'a|b',
  '<script>',
  '@everyone',
  ' a ',
  'a.b',
  '__proto__',
]

/** A schema with these in every place where a name or a text of somebody's may stand. */
function schemaOf(names: readonly string[]): string {
  const [s = '', t = '', c = '', d = '', e = '', v = '', k = '', i = '', f = '', w = '', r = ''] = names
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`
  const table = `${ident(s)}.${ident(t)}`
  // PostgreSQL cuts names at 63 bytes, but refuses a longer value of an enum.
  const label = text([...v].slice(0, 15).join(''))
  return `CREATE SCHEMA ${ident(s)};
    CREATE TYPE ${ident(s)}.${ident(e)} AS ENUM (${label}, 'other');
    CREATE TABLE ${table} (id int PRIMARY KEY, ${ident(c)} text DEFAULT ${text(d)}, kind ${ident(s)}.${ident(e)} DEFAULT ${label},
      CONSTRAINT ${ident(k)} CHECK (${ident(c)} <> ${text(d)}));
    CREATE INDEX ${ident(i)} ON ${table} (${ident(c)}) WHERE ${ident(c)} <> ${text(v)};
    CREATE FUNCTION ${ident(s)}.${ident(f)}(${ident(c)} text) RETURNS text LANGUAGE sql AS ${text(`SELECT ${text(d)}`)};
    CREATE VIEW ${ident(s)}.${ident(w)} AS SELECT ${ident(c)} AS ${ident(k)} FROM ${table};
    GRANT SELECT ON ${table} TO ${ident(r)};
    COMMENT ON COLUMN ${table}.${ident(c)} IS ${text(d)};`
}

const chosen = fc.uniqueArray(fc.constantFrom(...hostile), { minLength: 11, maxLength: 11 })

describe('names and texts of any kind', () => {
  const run = cliOver(reusedScratch())

  test('come as they are, into files that do nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(chosen, async (names) => {
        const folder = temporaryFolder({ 'from.sql': schemaOf(names) })
        const flags = ['-o', `${folder}/out`, '--markdown', `${folder}/review.md`, '--timestamp', '20260131120000']
        // What goes away is told in the comments of the files, too.
        const { code, stdout, stderr } = await run('db', 'compare', `${folder}/from.sql`, 'empty:', ...flags)
        assert.ok([0, 1].includes(code), stdout + stderr)
        assert.doesNotMatch(stdout + stderr, /^\s*::/m)
        assert.doesNotMatch(proseOf(readFileSync(`${folder}/review.md`, 'utf8')), /(?<!\\)<script|^::/m)
        for (const name of readdirSync(`${folder}/out`))
          await assertHarmless(readFileSync(`${folder}/out/${name}`, 'utf8'))
      }),
      { numRuns: 3 },
    )
  })
})

/** What stands outside of code. */
function proseOf(markdown: string): string {
  return markdown.replace(/^(`{3,})[a-z]+\n[\s\S]*?^\1$/gm, '').replace(/(?<![\\`])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
}

async function assertHarmless(sql: string): Promise<void> {
  const statements = await parseStatements(sql, 'written')
  expect(statements.filter(({ sql: each }) => each.startsWith(bait))).toEqual([])
  const first = statements[0]?.line ?? 0
  const head = (await readComments(sql)).filter(({ line }) => line < first)
  assert.ok(head.every(({ text }) => text.startsWith('-- ') && !/[\r\n\u2028]/.test(text)))
  assert.equal(
    sql
      .split('\n')
      .slice(0, head.length)
      .every((line) => line.startsWith('-- ')),
    true,
  )
}

test('a NUL character is refused by its line', async () => {
  const folder = temporaryFolder()
  writeFileSync(`${folder}/a.sql`, 'CREATE TABLE a ();\nCREATE TABLE "b\0" ();')
  const { code, stdout } = await runCli('db', 'compare', 'empty:', `${folder}/a.sql`, '--json')
  assert.equal(code, 2)
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'bad-sql', file: `${folder}/a.sql`, line: 2 } })
})
