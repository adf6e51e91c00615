import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, test } from 'vitest'
import { findBinaries } from '../../src/adapters/embedded/find.ts'
import { onEmbedded } from '../../src/adapters/embedded/server.ts'
import { loadScript } from '../../src/schema/load.ts'
import { parseScript } from '../../src/schema/script.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const found = await findBinaries(undefined).catch(() => undefined)
if (!found) console.warn('skipped: there are no programs of PostgreSQL on this machine')

const compare = async (from: string, to: string, where = `embedded:${found?.major}`) =>
  JSON.parse((await runCli('db', 'compare', from, to, '--scratch', where, '--json')).stdout)

describe.skipIf(!found)('servers from the programs of this machine', () => {
  test('prove a pair with their version, and leave nothing behind', async () => {
    const result = await leavingNothing(() => compare('examples/db/before.sql', 'examples/db/after.sql'))
    assert.equal(result.verdict, 'proved', JSON.stringify(result))
    assert.equal(`${result.engine.name} ${result.engine.version}`, `PostgreSQL ${found?.version}`)
  })

  test('have each their roles, so that a role can be what changes', async () => {
    const folder = temporaryFolder({
      'a.sql': 'CREATE TABLE a (id int);',
      'b.sql': 'CREATE ROLE reader; CREATE TABLE a (id int); GRANT SELECT ON a TO reader;',
    })
    const { verdict, up } = await compare(`${folder}/a.sql`, `${folder}/b.sql`)
    assert.equal(verdict, 'proved')
    assert.match(up.sql, /CREATE ROLE "reader"/)
  })

  test('go when they do not end in time', async () => {
    const sql = 'CREATE TABLE a ();\nDO $$ BEGIN LOOP END LOOP; END $$;'
    const script = await parseScript([{ file: 'a.sql', text: sql }], 'a.sql')
    const load = () => onEmbedded(undefined, 700, (scratch) => loadScript(script, [], scratch))
    await leavingNothing(() => assert.rejects(load, { code: 'scratch-timeout', where: { file: 'a.sql', line: 2 } }))
  })

  test.each(['SIGINT', 'SIGKILL'] as const)('go when %s ends the run', async (signal) => {
    const folder = temporaryFolder({ 'a.sql': 'CREATE TABLE a (); DO $$ BEGIN LOOP END LOOP; END $$;', 'tmp/x': '' })
    // PostgreSQL does not run as root, and the other user has to get in.
    chmodSync(folder, 0o755)
    const child = spawn(
      process.execPath,
      ['dist/src/cli/bin.js', 'db', 'compare', 'empty:', `${folder}/a.sql`, '--scratch', 'embedded'],
      {
        env: { ...process.env, TMPDIR: `${folder}/tmp` },
      },
    )
    while (!running(`${folder}/tmp`) && child.exitCode === null) await sleep(50)
    assert.equal(child.exitCode, null)
    await sleep(500)
    child.kill(signal)
    for (let wait = 0; wait < 100 && readdirSync(`${folder}/tmp`).length > 1; wait++) await sleep(50)
    assert.deepEqual(readdirSync(`${folder}/tmp`), ['x'])
  })

  test('run no programs for a file', async () => {
    const folder = temporaryFolder({
      'a.sql': "CREATE TABLE a (x text);\nCREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc', 'getpid';",
    })
    const { error } = await compare('empty:', `${folder}/a.sql`)
    assert.deepEqual([error.code, error.line], ['unsupported', 2])
  })
})

test.each([
  ['embedded:9', 'bad-option'],
  ['/tmp/x', 'bad-option'],
  ['embedded:14', 'no-scratch'],
])('--scratch %s where that is not to be had is a sentence', async (where, code) => {
  if (where === 'embedded:14' && (await findBinaries(14).catch(() => undefined))) return
  const { error } = await compare('examples/db/before.sql', 'examples/db/after.sql', where)
  assert.equal(error.code, code)
  assert.match(error.message, /postgres:\/\//)
})

/** Fails when something of ours is left in the folder for temporary files: one of its own, because other tests start servers, too. */
async function leavingNothing<Result>(body: () => Promise<Result>): Promise<Result> {
  const folder = temporaryFolder()
  // PostgreSQL does not run as root, and the other user has to get in.
  chmodSync(folder, 0o755)
  const usual = tmpdir()
  process.env.TMPDIR = folder
  try {
    const result = await body()
    assert.deepEqual(readdirSync(folder), [])
    return result
  } finally {
    process.env.TMPDIR = usual
  }
}

/** Whether a server is up in the folder. */
function running(folder: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith('.s.PGSQL.5432'))
}
