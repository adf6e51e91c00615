import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { nodeFiles } from '../../src/adapters/node-files.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('files that are made anew', () => {
  test('come all at once, with their folder', async () => {
    const folder = temporaryFolder()
    const taken = await nodeFiles.createAll([
      { path: `${folder}/m/a.sql`, text: 'a' },
      { path: `${folder}/m/b.sql`, text: 'b' },
    ])
    assert.equal(taken, undefined)
    assert.deepEqual(readdirSync(`${folder}/m`), ['a.sql', 'b.sql'])
  })

  test('leave what is there, and nothing of the others', async () => {
    const folder = temporaryFolder({ 'b.sql': 'mine' })
    const taken = await nodeFiles.createAll([
      { path: `${folder}/a.sql`, text: 'a' },
      { path: `${folder}/b.sql`, text: 'b' },
    ])
    assert.equal(taken, `${folder}/b.sql`)
    assert.deepEqual(readdirSync(folder), ['b.sql'])
    assert.equal(readFileSync(`${folder}/b.sql`, 'utf8'), 'mine')
  })

  test('are of one run only when two come at once', async () => {
    const folder = temporaryFolder()
    const pair = (text: string) => ['a.sql', 'b.sql'].map((name) => ({ path: `${folder}/${name}`, text }))
    const runs = await Promise.all(['1', '2', '3', '4'].map((text) => nodeFiles.createAll(pair(text))))
    assert.equal(runs.filter((taken) => taken === undefined).length, 1)
    assert.deepEqual(readdirSync(folder), ['a.sql', 'b.sql'])
    assert.equal(readFileSync(`${folder}/a.sql`, 'utf8'), readFileSync(`${folder}/b.sql`, 'utf8'))
  })

  test('are taken away again when another has come meanwhile', async () => {
    const folder = temporaryFolder()
    const twice = ['a.sql', 'b.sql', 'b.sql'].map((name) => ({ path: `${folder}/${name}`, text: name }))
    assert.equal(await nodeFiles.createAll(twice), `${folder}/b.sql`)
    assert.deepEqual(readdirSync(folder), [])
  })

  test('are none when one cannot be written', async () => {
    const folder = temporaryFolder({ file: '' })
    mkdirSync(`${folder}/m`)
    const files = [
      { path: `${folder}/m/a.sql`, text: 'a' },
      { path: `${folder}/file/b.sql`, text: 'b' },
    ]
    await assert.rejects(nodeFiles.createAll(files), { code: 'write-failed' })
    assert.deepEqual(readdirSync(`${folder}/m`), [])
  })
})
