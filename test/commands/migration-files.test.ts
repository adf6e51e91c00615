import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, test } from 'vitest'
import { nodeFiles } from '../../src/adapters/node-files.ts'
import { placeMigration } from '../../src/commands/migration-files.ts'
import { plain } from '../../src/migration/formats/plain.ts'
import type { WriteMode } from '../../src/writing/mode.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const empty = { steps: [], settings: [], renameCandidates: [] }
const clock = { now: () => new Date('2026-01-31T12:00:00Z'), elapsed: () => 0, sleep: async () => undefined }

function place(
  folder: string,
  name: string,
  { timestamp, write = 'write' }: { timestamp?: string; write?: WriteMode } = {},
) {
  const warnings: string[] = []
  const log = { info: () => undefined, warn: (message: string) => void warnings.push(message) }
  const draft = { name, pair: { up: empty, down: empty }, parts: [], comments: { up: ['there'], down: ['back'] } }
  const placed = placeMigration(draft, { format: plain, folder, timestamp, write }, { files: nodeFiles, clock, log })
  return { placed, warnings }
}

describe('a migration', () => {
  test('of the same second takes the next one', async () => {
    const folder = temporaryFolder()
    for (const name of ['a', 'a', 'b']) await place(folder, name).placed
    assert.deepEqual(
      readdirSync(folder).filter((name) => !name.includes('rollback')),
      ['20260131120000_a.sql', '20260131120001_a.sql', '20260131120002_b.sql'],
    )
  })

  test('written by several runs at once is there once for each', async () => {
    const folder = temporaryFolder()
    await Promise.all([1, 2, 3].map(() => place(folder, 'a').placed))
    assert.equal(readdirSync(folder).length, 6)
  })

  test('with a timestamp that is taken is refused, whatever its name', async () => {
    const folder = temporaryFolder({ '20260131120000_b.sql': '' })
    const { placed } = place(folder, 'a', { timestamp: '20260131120000' })
    await assert.rejects(placed, { code: 'file-exists' })
    assert.deepEqual(readdirSync(folder), ['20260131120000_b.sql'])
  })

  test('with a timestamp before what is there is written with a warning', async () => {
    const folder = temporaryFolder({ '20270101000000_b.sql': '' })
    const { placed, warnings } = place(folder, 'a', { timestamp: '20260131120000' })
    await placed
    assert.match(warnings.join(), /20270101000000, which is later than 20260131120000/)
  })

  test('that is only planned writes nothing and has its paths', async () => {
    const folder = temporaryFolder()
    const { up, down } = await place(folder, 'a', { write: 'plan' }).placed
    assert.deepEqual([up, down], [`${folder}/20260131120000_a.sql`, `${folder}/20260131120000_a_rollback.sql`])
    assert.deepEqual(readdirSync(folder), [])
  })
})
