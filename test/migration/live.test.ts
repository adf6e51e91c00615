import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, describe, test } from 'vitest'
import { password, startPostgres } from '../support/postgres-server.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const server = await startPostgres()
afterAll(() => server.stop())

const before = readFileSync('examples/db/before.sql', 'utf8')

/** What the diff engine knows nothing of. */
const rarities = `CREATE STATISTICS both_names ON genre, title FROM book; COMMENT ON INDEX book_pkey IS 'books';
  ALTER TABLE book ALTER title SET STORAGE EXTERNAL; ALTER TABLE book SET (toast.autovacuum_enabled = false);`

describe('a server as a schema', () => {
  const { url, exec } = server

  test('equals the script that made it, whatever its version', async () => {
    const schema = `${before} ALTER TABLE book OWNER TO app; GRANT SELECT ON author TO app; ${rarities}`
    await exec(`CREATE ROLE app; ${schema}`)
    const folder = temporaryFolder({ 'same.sql': schema })
    const { code, stdout } = await runCli('db', 'compare', url, `${folder}/same.sql`)
    assert.match(stdout, /^No changes/)
    assert.equal(code, 0)
    assert.ok(!stdout.includes(password))
  })

  test('gets a pair that it takes, there and back, and is itself only read', async () => {
    const folder = temporaryFolder()
    // A witness that is not ours, where there is one.
    const dump = async () =>
      server.installed
        ? execFileSync('pg_dump', ['--schema-only', url], { encoding: 'utf8' }).replace(/^\\.*$/gm, '')
        : await server.facts()
    const [untouched, after] = [await dump(), 'examples/db/after.sql']
    const grants = `ALTER TABLE book OWNER TO app; GRANT SELECT ON author TO app; ${rarities}`
    const to = temporaryFolder({ 'to.sql': readFileSync(after, 'utf8') + grants })
    const run = await runCli('db', 'compare', url, `${to}/to.sql`, '-o', folder, '--name', 'next', '--json')
    const { verdict, up, down } = JSON.parse(run.stdout)
    assert.equal(verdict, 'proved', run.stdout)
    assert.equal(await dump(), untouched)
    await exec(readFileSync(up.path, 'utf8'))
    assert.notEqual(await dump(), untouched)
    assert.match((await runCli('db', 'compare', url, `${to}/to.sql`)).stdout, /^No changes/)
    await exec(readFileSync(down.path, 'utf8'))
    assert.equal(await dump(), untouched)
  })

  test('is not compared as long as it holds what cannot be made anew', async () => {
    await exec('CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)')
    const { code, stdout } = await runCli('db', 'compare', url, 'examples/db/after.sql', '--json')
    await exec('DROP OPERATOR === (integer, integer)')
    assert.equal(code, 4)
    const [refusal] = JSON.parse(stdout).refusals
    assert.equal(refusal.code, 'unplanned')
    assert.match(refusal.message, /^operator public\.===\(integer,integer\) is in postgres:/)
    assert.ok(!stdout.includes(password))
  })

  test('is analyzed as it is', async () => {
    const { stdout } = await runCli('db', 'analyze', url, '--json')
    const { engine, tables, findings, source } = JSON.parse(stdout)
    assert.equal(engine.name, 'PostgreSQL')
    assert.deepEqual([tables, findings.length], [6, 5])
    assert.ok(!source.includes(password))
  })

  test('a wrong password is a sentence, without the password', async () => {
    const { code, stdout, stderr } = await runCli('db', 'analyze', url.replace(password, 'wr0ng'), '--json')
    assert.equal(code, 2)
    assert.equal(JSON.parse(stdout).error.code, 'no-connection')
    assert.ok(!`${stdout}${stderr}`.includes('wr0ng'))
  })
})

test.each([
  ['a port where nobody listens', 'postgres://a:s3cret@127.0.0.1:1/x'],
  ['a host without an address', 'postgres://a:s3cret@no-such-host.invalid/x'],
])('%s is a sentence, without the password', async (_, url) => {
  const { code, stdout } = await runCli('db', 'compare', url, 'examples/db/after.sql', '--json')
  assert.equal(code, 2)
  assert.equal(JSON.parse(stdout).error.code, 'no-connection')
  assert.ok(!stdout.includes('s3cret'))
})
