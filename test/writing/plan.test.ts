import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { nodeFiles } from '../../src/adapters/node-files.ts'
import { diffText } from '../../src/writing/diff.ts'
import { carryOut, type GeneratedFile, namedFiles, planWrites } from '../../src/writing/plan.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const ours = (path: string, text: string): GeneratedFile => ({ path, text, owner: 'generated' })
const yours = (path: string, text: string): GeneratedFile => ({ path, text, owner: 'yours' })

const write = async (folder: string, files: readonly GeneratedFile[], force = false) => {
  const plan = await planWrites(folder, files, { force }, nodeFiles)
  await carryOut([plan], nodeFiles)
  return Object.fromEntries(plan.files.map(({ path, action }) => [path, action]))
}

test('a second run with the same input writes nothing', async () => {
  const folder = temporaryFolder()
  await write(folder, [ours('a.ts', '1'), yours('h/b.ts', '2')])
  const plan = await planWrites(folder, [ours('a.ts', '1'), yours('h/b.ts', '2')], { force: false }, nodeFiles)
  assert.equal(plan.dirty, false)
  assert.equal(diffText(plan), '')
})

test('your file is written once and never again', async () => {
  const folder = temporaryFolder()
  await write(folder, [yours('b.ts', 'first')])
  writeFileSync(`${folder}/b.ts`, 'mine')
  assert.deepEqual(await write(folder, [yours('b.ts', 'second')], true), { 'b.ts': 'kept' })
  assert.equal(readFileSync(`${folder}/b.ts`, 'utf8'), 'mine')
})

test('a generated file that was edited stops the run, unless forced', async () => {
  const folder = temporaryFolder()
  await write(folder, [ours('a.ts', '1'), ours('c.ts', '1')])
  writeFileSync(`${folder}/a.ts`, 'edited')
  await assert.rejects(write(folder, [ours('a.ts', '2'), ours('c.ts', '2')]), /a\.ts.*--force/)
  assert.equal(readFileSync(`${folder}/c.ts`, 'utf8'), '1')
  assert.deepEqual(await write(folder, [ours('a.ts', '2'), ours('c.ts', '2')], true), {
    'a.ts': 'updated',
    'c.ts': 'updated',
  })
})

test('a file that was there before us is not overwritten unseen', async () => {
  const folder = temporaryFolder({ 'a.ts': 'theirs' })
  const conflict = {
    code: 'file-conflict',
    message: /in the way, and no \.backwright\.json says .*\/a\.ts\. Restore it/,
  }
  await assert.rejects(write(folder, [ours('a.ts', '1')]), conflict)
})

test('the line ends of a checkout on Windows are no edit', async () => {
  const folder = temporaryFolder()
  await write(folder, [ours('a.ts', '1\n'), ours('b.ts', '1\n'), ours('c.ts', '1\n'), yours('d.ts', '1\n')])
  for (const name of readdirSync(folder)) {
    writeFileSync(`${folder}/${name}`, readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\n', '\r\n'))
  }
  const same = [ours('a.ts', '1\n'), ours('b.ts', '1\n'), ours('c.ts', '1\n'), yours('d.ts', '1\n')]
  assert.equal((await planWrites(folder, same, { force: false }, nodeFiles)).dirty, false)
  const { 'a.ts': first, ...rest } = await write(folder, [
    ours('a.ts', '2\n'),
    ours('b.ts', '1\n'),
    yours('d.ts', '2\n'),
  ])
  assert.deepEqual([first, rest], ['updated', { 'b.ts': 'unchanged', 'c.ts': 'orphaned', 'd.ts': 'kept' }])
  const texts = readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')])
  assert.deepEqual(texts.slice(1), [
    ['a.ts', '2\n'],
    ['b.ts', '1\r\n'],
    ['d.ts', '1\r\n'],
  ])
})

test('a change of the manifest alone is one, and is shown', async () => {
  const folder = temporaryFolder()
  await write(folder, [ours('a.ts', '1'), yours('b.ts', '1')])
  await write(folder, [ours('a.ts', '1')])
  rmSync(`${folder}/b.ts`)
  const plan = await planWrites(folder, [ours('a.ts', '1')], { force: false }, nodeFiles)
  assert.deepEqual([plan.dirty, namedFiles(plan).map(({ path }) => path)], [true, ['a.ts', '.backwright.json']])
  assert.match(diffText(plan), /^- {4}"b\.ts": \{/m)
})

test('what is no longer generated is removed when untouched, and named when it is yours', async () => {
  const folder = temporaryFolder()
  await write(folder, [ours('a.ts', '1'), yours('b.ts', '1'), ours('c.ts', '1')])
  assert.deepEqual(await write(folder, [ours('c.ts', '1')]), {
    'a.ts': 'orphaned',
    'b.ts': 'orphaned',
    'c.ts': 'unchanged',
  })
  assert.deepEqual([existsSync(`${folder}/a.ts`), existsSync(`${folder}/b.ts`)], [false, true])
  assert.deepEqual(await write(folder, [ours('c.ts', '1')]), { 'b.ts': 'orphaned', 'c.ts': 'unchanged' })
})

test('when one file cannot be written, none is, and what was there is as before', async () => {
  const folder = temporaryFolder()
  await write(folder, [ours('a.ts', '1')])
  mkdirSync(`${folder}/z.ts`)
  await assert.rejects(
    nodeFiles.writeAll([
      { path: `${folder}/a.ts`, text: '2' },
      { path: `${folder}/z.ts/`, text: '2' },
    ]),
    { code: 'write-failed' },
  )
  assert.equal(readFileSync(`${folder}/a.ts`, 'utf8'), '1')
  assert.deepEqual(readdirSync(folder).sort(), ['.backwright.json', 'a.ts', 'z.ts'])
})

test('a broken manifest is named', async () => {
  const folder = temporaryFolder({ '.backwright.json': '{' })
  await assert.rejects(write(folder, [ours('a.ts', '1')]), /\.backwright\.json is not a manifest/)
})

test.each(['../victim.ts', 'a/../../victim.ts', '/victim.ts', '..\\victim.ts'])(
  'a manifest that names %s is refused',
  async (path) => {
    const entry = { owner: 'generated', sha256: nodeFiles.sha256('theirs') }
    const manifest = JSON.stringify({ schemaVersion: 1, files: { [path]: entry } })
    const folder = temporaryFolder({ 'victim.ts': 'theirs', 'api/.backwright.json': manifest })
    await assert.rejects(write(`${folder}/api`, [ours('a.ts', '1')]), { code: 'bad-input' })
    assert.equal(readFileSync(`${folder}/victim.ts`, 'utf8'), 'theirs')
  },
)
