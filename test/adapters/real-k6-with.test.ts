import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, test, vi } from 'vitest'
import { buildK6 } from '../../src/adapters/k6/build.ts'
import { goEnvironment } from '../support/k6-modules.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Some minutes of processor time where Go has built nothing yet, some seconds a build where it has. */
const wanted = process.env.BACKWRIGHT_REAL_XK6 === '1'
if (!wanted) console.warn('skipped: builds k6 with the real xk6; set BACKWRIGHT_REAL_XK6=1, and UPDATE=1 to record it')

const minutes = 5 * 60_000
const silent = { info() {}, warn() {} }

afterEach(() => vi.unstubAllEnvs())

describe.skipIf(!wanted)('k6 with extensions, by the real xk6', () => {
  test('is built once, has the extension, and runs a script that needs it', { timeout: minutes }, async () => {
    const folder = prepared()
    const flags = ['--with', 'backwright.test/xk6-hello@v1.0.0'] as const
    const { code, stdout, stderr } = await runCli('k6', 'install', ...flags, '--json', '-v')
    assert.equal(code, 0, stderr)
    const { path, version } = JSON.parse(stdout)
    assert.equal(version, '2.2.0')
    assert.ok(path.startsWith(join(folder, 'cache/backwright/k6-v2.2.0-with-')), path)
    const said = execFileSync(path, ['version'], { encoding: 'utf8' })
    assert.match(said, /backwright\.test\/xk6-hello v1\.0\.0, k6\/x\/hello \[js\]/)
    record('built', { code: 0, stderr: '', version: said })
    const again = await runCli('k6', 'install', ...flags, '-v')
    assert.doesNotMatch(again.stderr, /Building/)
    await greets(folder, flags)
  })

  test.each([
    ['missing', 'backwright.test/no-such@v1.0.0'],
    ['broken', 'backwright.test/xk6-broken@v1.0.0'],
  ])('a module that is %s', { timeout: minutes }, async (name, extension) => {
    const folder = prepared()
    const failure = await buildK6(folder, silent, [extension]).then(
      () => assert.fail('It was built.'),
      (error: Error) => error,
    )
    assert.match(failure.message, /xk6 ended with 1/)
    record(name, {
      code: 1,
      stderr: String(failure.cause).replaceAll(folder, '/proxy').replaceAll(homedir(), '/home/me'),
    })
  })

  test('a module that is no extension', { timeout: minutes }, async () => {
    prepared()
    const { code, stdout } = await runCli('k6', 'install', '--with', 'backwright.test/no-extension@v1.0.0', '--json')
    assert.deepEqual([code, JSON.parse(stdout).error.code], [2, 'tool-failed'])
    assert.match(
      JSON.parse(stdout).error.message,
      /was built with backwright\.test\/no-extension, and does not know of it/,
    )
  })
})

/** A cache of its own, and our modules for the go command. */
function prepared(): string {
  const folder = temporaryFolder()
  // First, because Go has its cache there too.
  for (const [name, value] of Object.entries(goEnvironment(join(folder, 'proxy')))) vi.stubEnv(name, value)
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'))
  return folder
}

async function greets(folder: string, flags: readonly string[]): Promise<void> {
  const asked: (string | undefined)[] = []
  const server = createServer(({ url }, response) => {
    asked.push(url)
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const script = `import http from 'k6/http'
import hello from 'k6/x/hello'
export default () => http.get('http://127.0.0.1:${port}/' + encodeURIComponent(hello.greet('k6')))
`
  writeFileSync(join(folder, 'hello.js'), script)
  try {
    const { code } = await runCli('load', '--script', join(folder, 'hello.js'), '--iterations', '1', ...flags)
    assert.deepEqual([code, asked], [0, ['/Hello%2C%20k6']])
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function record(name: string, recording: object): void {
  if (process.env.UPDATE !== '1') return
  writeFileSync(`test/recordings/xk6-v1.4.12-${name}.json`, `${JSON.stringify(recording, null, 1)}\n`)
}
