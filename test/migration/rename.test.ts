import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { parseRename } from '../../src/migration/rename.ts'
import { reusedScratch } from '../support/reused-scratch.ts'
import { cliOver } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const runCli = cliOver(reusedScratch())

describe('a rename', () => {
  const folder = () =>
    temporaryFolder({
      'a.sql': 'CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL); CREATE TABLE u (a int);',
      'b.sql': 'CREATE TABLE t (id int PRIMARY KEY, full_name text NOT NULL); CREATE TABLE v (a int);',
    })
  const compare = async (...flags: readonly string[]) => {
    const at = folder()
    const { code, stdout } = await runCli('db', 'compare', `${at}/a.sql`, `${at}/b.sql`, ...flags, '--json')
    return { code, ...JSON.parse(stdout) }
  }

  test('is offered, and never guessed', async () => {
    const { code, up, renameCandidates } = await compare()
    assert.equal(code, 1)
    assert.match(up.sql, /DROP COLUMN "name"/)
    assert.deepEqual(renameCandidates, [
      { from: 'public.t.name', to: 'public.t.full_name', score: 1, accepted: false },
      { from: 'public.u', to: 'public.v', score: 1, accepted: false },
    ])
  })

  test('that is named keeps the rows, there and back, and breaks clients', async () => {
    const { code, up, down, data, hazards } = await compare(
      '--rename',
      't.name:t.full_name',
      '--rename',
      'public.u:public.v',
    )
    assert.deepEqual([code, hazards.map(({ rule }: { rule: string }) => rule)], [1, ['client-break', 'client-break']])
    assert.match(up.sql, /RENAME COLUMN "name" TO "full_name"/)
    assert.match(down.sql, /RENAME COLUMN "full_name" TO "name"/)
    assert.match(down.sql, /RENAME TO "u"/)
    for (const { verdict } of data) assert.equal(verdict, 'restored')
  })

  test('that is none says which there are', async () => {
    const { code, error } = await compare('--rename', 't.id:t.full_name')
    assert.deepEqual([code, error.code], [2, 'bad-option'])
    assert.match(error.message, /public\.t\.name:public\.t\.full_name/)
  })

  test.each(['a', 'a:', ':b', 'a:b:c'])('is not written %j', (text) => {
    assert.throws(() => parseRename(text), { code: 'bad-option' })
  })
})
