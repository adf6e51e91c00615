import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { nodeGit } from '../../src/adapters/node-git.ts'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { readText } from '../../src/schema/text.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const world = { ...nodeWorld(), input: async () => 'from standard input' }

test('- is standard input', async () => {
  assert.equal(await readText('-', world), 'from standard input')
})

test('git:REF:path is the file as it was at the ref, not as it is', async () => {
  const folder = repository({ 'db/schema.sql': 'old' })
  writeFileSync(`${folder}/db/schema.sql`, 'new')
  assert.equal(await inFolder(folder, () => nodeGit.show('HEAD', 'db/schema.sql')), 'old')
  assert.equal(await inFolder(`${folder}/db`, () => nodeGit.show('HEAD', 'schema.sql')), 'old')
})

test.each([
  ['an unknown ref', 'git:nowhere:a.sql', 'bad-ref'],
  ['a ref that looks like a flag', 'git:--output=x:a.sql', 'bad-ref'],
  ['a file that was not there', 'git:HEAD:none.sql', 'missing-file'],
  ['a source without a path', 'git:HEAD', 'bad-input'],
  ['a database of another kind', 'mysql://ann:secret@db/x', 'unsupported'],
])('%s is a mistake with a code', async (_, source, code) => {
  const folder = repository({ 'a.sql': 'x' })
  await inFolder(folder, () => assert.rejects(readText(source, world), { code }))
})

function repository(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(files)
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args])
  git('init', '-q')
  git('add', '.')
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'first')
  return folder
}

async function inFolder<Result>(folder: string, body: () => Promise<Result>): Promise<Result> {
  const before = process.cwd()
  process.chdir(folder)
  try {
    return await body()
  } finally {
    process.chdir(before)
  }
}
