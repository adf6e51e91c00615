import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, test } from 'vitest'
import { colours, plain, printableStyled } from '../../src/base/style.ts'
import { type CompareResult, compareResultSchema } from '../../src/commands/db-compare.ts'
import { compareMarkdown } from '../../src/commands/db-compare-report.ts'
import { compareText } from '../../src/commands/db-compare-text.ts'
import { hasTmux, runInPane } from '../support/pane.ts'
import { reusedScratch } from '../support/reused-scratch.ts'
import { cliOver } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const runCli = cliOver(reusedScratch())

const from = `CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE users (id bigint PRIMARY KEY, name text, gone int, total int DEFAULT 1);
CREATE INDEX users_gone_idx ON users (gone);
COMMENT ON TABLE users IS 'people';`
const to = `CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE users (id bigint PRIMARY KEY, full_name text, total bigint DEFAULT 2);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
CREATE INDEX ON orders (user_id);
CREATE FUNCTION f(a int, b text) RETURNS text LANGUAGE sql AS $$ SELECT b $$;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;`

async function compare(before: string, after: string, ...flags: readonly string[]) {
  const folder = temporaryFolder({ 'a.sql': before, 'b.sql': after })
  const { stdout } = await runCli('db', 'compare', `${folder}/a.sql`, `${folder}/b.sql`, '--json', ...flags)
  return compareResultSchema.parse(JSON.parse(stdout))
}

const view = { from: 'a.sql', to: 'b.sql', allow: [] }

/** The lines that say what changes. */
function changed(result: CompareResult): readonly string[] {
  return compareText(result, { ...view, style: plain })
    .split('\n')
    .filter((line) => /^ {2}[-+~] /.test(line))
    .map((line) => line.trim())
}

describe('what changes is told by object', () => {
  let compared: Promise<CompareResult> | undefined
  const once = () => {
    compared ??= compare(from, to)
    return compared
  }

  test('tables first, with what belongs to them behind', async () => {
    const result = await once()
    assert.deepEqual(changed(result), [
      '+ table public.orders (2 columns, 2 constraints, 1 index)',
      '~ table public.users row security no -> yes',
      '+ column public.users.full_name',
      '- column public.users.gone',
      '- column public.users.name',
      '~ column public.users.total type integer -> bigint, default 1 -> 2',
      '- index public.users_gone_idx',
      '- the comment of table public.users',
      '+ function public.f(integer, text)',
      '~ type public.mood values ["a","b"] -> ["a","b","c"]',
    ])
  })

  test('worst hazards first, then rows, then renames', async () => {
    const result = await once()
    const text = compareText(result, { ...view, style: plain })
    assert.match(
      text,
      /^Proved both ways[\s\S]*\+ table[\s\S]*error data-loss[\s\S]*warning[\s\S]*structure-only[\s\S]*a rename\?/,
    )
  })

  test('the dangers stand before the changes, and two scripts are folded, the migration first', async () => {
    const result = await once()
    const text = compareMarkdown(result, view)
    assert.match(text, /^### ❌ \d+ hazards? not allowed in this schema change\n/)
    assert.match(text, /Hazards of the migration[\s\S]*```diff\n\+ table public\.orders[\s\S]*\| table \|/)
    const scripts = [...text.matchAll(/<details><summary>(\w+) \(.*\n\n```sql\n/g)].map(([, label]) => label)
    assert.deepEqual(scripts, ['Migration', 'Rollback'])
  })

  test('the headline of what is allowed is no failure', async () => {
    const result = await once()
    assert.match(
      compareMarkdown(result, {
        ...view,
        allow: ['data-loss', 'table-rewrite', 'client-break', 'row-security-change'],
      }),
      /^### ⚠️ Schema change proved both ways\n/,
    )
  })
})

test('a rename that was named is one line', async () => {
  const result = await compare(
    'CREATE TABLE t (id int PRIMARY KEY, name text DEFAULT 1);',
    'CREATE TABLE t (id int PRIMARY KEY, full_name text DEFAULT 1);',
    '--rename',
    't.name:t.full_name',
  )
  assert.deepEqual(changed(result), ['~ column public.t.name -> column public.t.full_name'])
})

test('a column that is only stored in another way is a change', async () => {
  const table = 'CREATE TABLE t (id int PRIMARY KEY, a text);'
  const result = await compare(table, `${table} ALTER TABLE t ALTER a SET STORAGE EXTERNAL;`)
  assert.deepEqual(changed(result), ['~ column public.t.a'])
})

test('a password that changes is not told', async () => {
  const schema = (password: string) => `CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
    CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (password '${password}');`
  const { changes } = await compare(schema('hunter1'), schema('hunter2'))
  assert.equal(changes.length, 1)
  assert.doesNotMatch(JSON.stringify(changes), /hunter/)
})

test('equal schemas have no changes', async () => {
  const result = await compare('CREATE TABLE t (id int);', 'create table t (id int4);')
  assert.deepEqual(result.changes, [])
  assert.match(compareMarkdown(result, view), /^### ✅ No schema changes\n/)
})

test('--markdown writes the report, and never over a file', async () => {
  const folder = temporaryFolder({ 'a.sql': from, 'b.sql': to, 'mine.md': 'mine' })
  const sides = [`${folder}/a.sql`, `${folder}/b.sql`]
  const refused = await runCli('db', 'compare', ...sides, '--markdown', `${folder}/mine.md`, '--json')
  assert.deepEqual([refused.code, JSON.parse(refused.stdout).error.code], [2, 'file-exists'])
  assert.equal(readFileSync(`${folder}/mine.md`, 'utf8'), 'mine')
  await runCli('db', 'compare', ...sides, '--markdown', `${folder}/report.md`)
  assert.match(readFileSync(`${folder}/report.md`, 'utf8'), /^### ❌ [\s\S]*```sql[\s\S]*```sql/)
})

test('a name that would be an order to the terminal is shown, and does nothing', () => {
  const name = 'a\u001b[2Jb\u0007\u202ec\rd\u009b\te\nf'
  assert.equal(printableStyled(name, plain), 'a\\u001b[2Jb\\u0007\\u202ec\\u000dd\\u009b\te\nf')
  assert.equal(printableStyled(colours.bad(name), plain), `\\u001b[31m${printableStyled(name, plain)}\\u001b[39m`)
  assert.equal(printableStyled(colours.bad(name), colours), `\u001b[31m${printableStyled(name, plain)}\u001b[39m`)
})

describe.skipIf(!hasTmux)('on a terminal', () => {
  const renamed = {
    'a.sql': 'CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL); CREATE TABLE u (a int);',
    'b.sql': 'CREATE TABLE t (id int PRIMARY KEY, full_name text NOT NULL); CREATE TABLE v (a int);',
  }
  const run = (folder: string, ...flags: readonly string[]) =>
    runInPane(
      folder,
      'env',
      '-u',
      'CI',
      process.execPath,
      resolve('dist/src/cli/bin.js'),
      'db',
      'compare',
      'a.sql',
      'b.sql',
      '-o',
      'm',
      '--timestamp',
      '20260131120000',
      ...flags,
    )

  test('a rename is asked about, and planned when it is one', async () => {
    const folder = temporaryFolder(renamed)
    const pane = run(folder)
    await pane.shows(/Is public\.t\.name renamed to public\.t\.full_name\?[^\n]*\n?[^\n]*\(y\/N\)/)
    pane.press('y', 'Enter')
    await pane.shows(/Is public\.u renamed to public\.v\?[^\n]*\n?[^\n]*\(y\/N\)/)
    pane.press('Enter')
    // Of the table that is none, the rows are lost.
    assert.equal(await pane.ends(), 1)
    const sql = readFileSync(`${folder}/m/20260131120000_migration.sql`, 'utf8')
    assert.match(sql, /RENAME COLUMN "name" TO "full_name"/)
    assert.match(sql, /DROP TABLE "public"\."u"/)
  })

  test('nobody is asked who wants JSON', async () => {
    const folder = temporaryFolder(renamed)
    const pane = run(folder, '--json')
    assert.equal(await pane.ends(), 1)
    assert.doesNotMatch(await pane.shows(/code 1/), /renamed to/)
  })
})
