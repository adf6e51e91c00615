import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { profileNames } from '../../src/commands/load-profile.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

const written = async (folder: string, ...flags: readonly string[]) => {
  const { code, stdout } = await runCli('new', 'load-test', '-o', `${folder}/tests`, '--json', ...flags)
  return { code, result: JSON.parse(stdout) }
}

describe('new load-test --profile', () => {
  test('writes a script with what it needs, and a README with the line that runs it', async () => {
    const folder = temporaryFolder()
    const { code, result } = await written(
      folder,
      '--profile',
      'soak',
      '--url',
      "http://127.0.0.1:80/it's?q=$(id)&a=`b`",
    )
    assert.deepEqual([code, result.command, result.written], [0, 'new load-test', true])
    assert.deepEqual(readdirSync(`${folder}/tests`), ['README.md', 'request.ts', 'soak.ts'])
    const readme = readFileSync(`${folder}/tests/README.md`, 'utf8')
    assert.match(readme, /^k6 run -e BASE_URL=http:\/\/127.0.0.1 -e 'PATHS=\/it'\\''s\?q=\$\(id\)&a=`b`' soak.ts$/m)
    writeFileSync(`${folder}/tests/soak.ts`, '// mine')
    const again = await written(folder, '--profile', 'all', '--url', 'http://127.0.0.1/')
    assert.equal(again.result.files.filter(({ action }: { action: string }) => action === 'kept').length, 3)
    assert.equal(readFileSync(`${folder}/tests/soak.ts`, 'utf8'), '// mine')
  })

  test.each([
    ['a key in the address', ['--profile', 'smoke', '--url', 'http://a.example/?api_key=s3cret'], /given|HEADERS/],
    ['a password in it', ['--profile', 'smoke', '--url', 'http://me:s3cret@a.example/'], /HEADERS/],
    ['a load test as a look', ['--url', 'http://127.0.0.1:1/', '--dry-run'], /--profile/],
  ] as const)('%s is refused', async (_, flags, message) => {
    const folder = temporaryFolder()
    const output = flags[0] === '--profile' ? ['-o', `${folder}/tests`] : []
    const { code, stdout } = await runCli('new', 'load-test', '--json', ...output, ...flags)
    assert.equal(code, 2)
    assert.match(JSON.parse(stdout).error.message, message)
    assert.doesNotMatch(stdout, /s3cret/)
    assert.deepEqual(readdirSync(folder), [])
  })
})

describe.skipIf(!k6)('the profiles, by the real k6', () => {
  let server: Server
  let url: string

  beforeAll(async () => {
    let [second, count] = [0, 0]
    server = createServer((request, response) => {
      const now = Math.floor(Date.now() / 250)
      if (now !== second) [second, count] = [now, 0]
      if (request.url === '/limited') count++
      const many = request.url === '/limited' && count > 15
      if (request.url === '/broken') response.writeHead(500).end()
      else if (many) response.writeHead(429, { 'retry-after': '1' }).end()
      else response.end('{}')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  /** As a user calls it, on the file as it is. */
  const run = (name: string, settings: Readonly<Record<string, string>>, command = ['run', '--quiet']) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      const flags = Object.entries(settings).flatMap(([key, value]) => ['-e', `${key}=${value}`])
      const script = join('k6-scripts/profiles', `${name}.ts`)
      const args = [...command, '--no-color', ...flags, script]
      execFile(k6?.path ?? '', args, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      )
    })

  test.each(profileNames)('%s is taken unchanged', async (name) => {
    const { code, output } = await run(name, {}, ['inspect'])
    assert.equal(code, 0, output)
  })

  const short = {
    BEFORE: '1s',
    ATTACK: '1s',
    RECOVERY: '1s',
    AFTER: '1s',
    TIMES: '20',
    MAX_USERS: '50',
    P99_MS: '2000',
  }
  const attack = { ...short, RATE: '10' }
  test.concurrent.each([
    ['smoke', 'answers', { PATHS: '/a /b', DURATION: '1s', P99_MS: '2000' }, 0],
    ['smoke', 'failures', { PATHS: '/a /broken', DURATION: '1s', P99_MS: '2000' }, 99],
    ['smoke', 'a typing error', { DURATION: 'soon' }, 107],
    ['attack', 'a service that sheds load', { ...attack, PATHS: '/limited' }, 0],
    ['attack', 'one that takes all of it', attack, 99],
    ['attack', 'the host of somebody else', { BASE_URL: 'http://127.0.0.1@a.example' }, 107],
    ['soak', 'too short for tenths', { DURATION: '9s' }, 107],
    ['soak', 'more memory than there is', { RATE: '1000', DURATION: '8h' }, 107],
  ] as const)('%s: %s', async (name, _, settings, expected) => {
    const { code, output } = await run(name, { BASE_URL: url, ...settings })
    assert.equal(code, expected, output)
  })
})
