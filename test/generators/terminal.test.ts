import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, test } from 'vitest'
import { parse } from 'yaml'
import { generators } from '../../generators/all.ts'
import { hasTmux, type Pane, runInPane } from '../support/pane.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

if (!hasTmux) console.warn('skipped: there is no tmux, the terminal on which prompts are tested')

const bin = resolve('dist/src/cli/bin.js')
const backwright = (folder: string, ...argv: readonly string[]) => runInPane(folder, process.execPath, bin, ...argv)

const answer = async (pane: Pane, question: RegExp, ...keys: readonly string[]) => {
  await pane.shows(question)
  pane.press(...keys, 'Enter')
}

const schemas = {
  'a.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);',
  'b.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, email text);',
}

describe.skipIf(!hasTmux)('on a terminal', () => {
  test('the menu leads to a generator, its questions and its files', async () => {
    const folder = temporaryFolder()
    const pane = backwright(folder)
    await pane.shows(/What do you want to do\?[\s\S]*migration[\s\S]*load-test[\s\S]*workflow/)
    pane.press(
      ...generators
        .slice(
          0,
          generators.findIndex(({ name }) => name === 'workflow'),
        )
        .map(() => 'Down'),
      'Enter',
    )
    await pane.shows(/Which workflow\?/)
    pane.press('Down', 'Enter')
    await answer(pane, /Which file has the schema[^\n]*\(db\/schema\.sql\)/, 'my db/schema.sql')
    await answer(pane, /Where are the actions/)
    await answer(pane, /Into which folder/)
    assert.equal(await pane.ends(), 0)
    const screen = await pane.shows(/Created \.github\/workflows\/schema-review\.yml/)
    assert.doesNotMatch(screen, /starts the service|Which gates/, 'what the other answers make pointless is not asked')
    assert.deepEqual(readdirSync(`${folder}/.github/workflows`), ['schema-review.yml'])
    const { jobs } = parse(readFileSync(`${folder}/.github/workflows/schema-review.yml`, 'utf8'))
    assert.deepEqual(jobs['schema-review'].steps.at(-1).with, { schema: 'my db/schema.sql' })
  })

  test('what flags have answered is not asked, and a wrong answer is told at once', async () => {
    const folder = temporaryFolder(schemas)
    const pane = backwright(folder, 'new', 'migration', '--from', 'a.sql', '--to', 'b.sql')
    await answer(pane, /What does the migration do/, '../x')
    await pane.shows(/"\.\.\/x" is no name for a migration/)
    pane.press('C-u')
    await answer(pane, /What does the migration do/, 'add_email')
    await answer(pane, /Which folder/)
    assert.equal(await pane.ends(), 0)
    const screen = await pane.shows(/Proved both ways/)
    assert.doesNotMatch(screen, /The schema as it is/)
    assert.deepEqual(
      readdirSync(`${folder}/migrations`).map((name) => name.replace(/^\d{14}/, '')),
      ['_add_email.sql', '_add_email_rollback.sql'],
    )
  })

  test('a choice is shown with its choices, and a yes or no with its default', async () => {
    const folder = temporaryFolder({ 'spec.yaml': readFileSync('examples/openapi.yaml', 'utf8') })
    const pane = backwright(folder, 'new', 'api', '--spec', 'spec.yaml')
    await pane.shows(/Which framework\?[\s\S]*Express[\s\S]*Fastify[\s\S]*Koa/)
    pane.press('Down', 'Enter')
    await answer(pane, /The types alone, without a server\? \(y\/N\)/, 'n')
    await answer(pane, /Tests that hold the server to the document too\? \(y\/N\)/, 'y')
    await answer(pane, /Into which folder\?[^\n]*src\/api/, 'server')
    assert.equal(await pane.ends(), 0)
    assert.match(readFileSync(`${folder}/server/index.ts`, 'utf8'), /fastify/i)
    assert.match(readFileSync(`${folder}/server/tests/start.ts`, 'utf8'), /fastify/i)
  })

  test.each([
    ['Ctrl-C at the menu', [], /What do you want to do/, 'C-c'],
    ['Ctrl-C at a question', ['new', 'migration'], /The schema as it is/, 'C-c'],
    ['Ctrl-D at a question', ['new', 'migration'], /The schema as it is/, 'C-d'],
    ['Ctrl-C in a list', ['new', 'workflow'], /Which workflow/, 'C-c'],
  ])('%s ends with 130 and a sentence, writes nothing and gives the cursor back', async (_, argv, question, key) => {
    const folder = temporaryFolder()
    const pane = backwright(folder, ...argv)
    await pane.shows(question)
    pane.press(key)
    assert.equal(await pane.ends(), 130)
    const screen = await pane.shows(/Interrupted; nothing was written\. \(interrupted\)/)
    assert.equal(screen.match(/Interrupted/g)?.length, 1)
    assert.equal(pane.cursorIsVisible(), true)
    assert.deepEqual(readdirSync(folder), [])
  })

  test('questions leave standard output to the result', async () => {
    const folder = temporaryFolder()
    const pane = runInPane(
      folder,
      'sh',
      '-c',
      `"${process.execPath}" "${bin}" new workflow --which perf-gate --dry-run --uses ./actions --output w >out.txt`,
    )
    await answer(pane, /starts the service/, '_')
    await answer(pane, /Which address/)
    await answer(pane, /Which gates/, 'p98<1')
    await pane.shows(/names no metric\. Did you mean p9/)
    pane.press('C-u')
    await answer(pane, /Which gates/, 'p95 < 300')
    await answer(pane, /how long/)
    await answer(pane, /by the clock/)
    assert.equal(await pane.ends(), 0)
    const out = readFileSync(`${folder}/out.txt`, 'utf8')
    assert.match(out, /^Would create w\/perf-gate\.yml\n/)
    assert.ok(!out.includes('?') && !out.includes('\u001b'), out)
    assert.match(out, /start: "_"/, 'an answer of _ is an answer')
    assert.match(out, /\n\+ +p95<300\n/)
    assert.equal(existsSync(`${folder}/w`), false)
  })

  test('--json and --yes ask nothing', async () => {
    const folder = temporaryFolder()
    for (const flag of ['--json', '--yes']) {
      const pane = backwright(folder, 'new', 'migration', flag)
      assert.equal(await pane.ends(), 2)
      const screen = await pane.shows(/give --from and --to/)
      assert.doesNotMatch(screen, /^\? /m)
    }
  })
})
