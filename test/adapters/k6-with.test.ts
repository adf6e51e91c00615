import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, test, vi } from 'vitest'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** How the real xk6 ended and what it wrote, and what the k6 that it built says of itself (real-k6-with.test.ts). */
interface Recording {
  readonly code: number
  readonly stderr: string
  readonly version?: string
}

const hello = 'backwright.test/xk6-hello@v1.0.0'

afterEach(() => vi.unstubAllEnvs())

/** A machine with a Go that builds an xk6 which does again what was recorded; without a recording one without Go. */
function machine(name?: string) {
  const folder = temporaryFolder()
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'))
  vi.stubEnv('K6_BIN', '')
  vi.stubEnv('PATH', `${bin}:/usr/bin:/bin`)
  if (name !== undefined)
    writeTools(folder, JSON.parse(readFileSync(`test/recordings/xk6-v1.4.12-${name}.json`, 'utf8')))
  const lines = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [])
  return {
    asked: () => lines(join(folder, 'asked')),
    cached: () => (existsSync(join(folder, 'cache/backwright')) ? readdirSync(join(folder, 'cache/backwright')) : []),
  }
}

function writeTools(folder: string, { code, stderr, version = '' }: Recording): void {
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text, { mode: 0o755 })
  write('stderr', stderr)
  write('version', version)
  write('k6', `#!/bin/sh\ncat '${folder}/version'\n`)
  const made = code === 0 ? `cp '${folder}/k6' "$5"` : `cat '${folder}/stderr' >&2; exit ${code}`
  write('xk6', `#!/bin/sh\necho "$@" >>'${folder}/asked'\n${made}\n`)
  write('bin/go', `#!/bin/sh\nif [ "$1" = build ]; then cp '${folder}/xk6' "$3"; else echo 'go version go1.26.8'; fi\n`)
}

const install = async (...argv: readonly string[]) => {
  const { code, stdout } = await runCli('k6', 'install', ...argv, '--json')
  return { code, result: JSON.parse(stdout) }
}

describe('k6 with extensions', () => {
  test('is built once for a set of them, in whatever order', async () => {
    const { asked, cached } = machine('built')
    const { code, result } = await install('--with', hello)
    assert.deepEqual([code, result.version, cached().length], [0, '2.2.0', 1])
    assert.match(result.path, /\/backwright\/k6-v2\.2\.0-with-[0-9a-f]{16}\/k6$/)
    const again = await install('--with', hello, '--with', hello)
    assert.deepEqual([again.result.path, asked().length], [result.path, 1])
    assert.match(asked()[0] ?? '', /^build v2\.2\.0 --verbose -o \S+\/k6 --with backwright\.test\/xk6-hello@v1\.0\.0$/)
  })

  test('is another one for another set', async () => {
    const { asked, cached } = machine('built')
    await install('--with', hello)
    const { code, result } = await install('--with', 'backwright.test/another@v2.0.0', '--with', hello)
    assert.deepEqual([code, result.error.code, asked().length], [2, 'tool-failed', 2])
    assert.match(result.error.message, /was built with backwright\.test\/another, and does not know of it\./)
    assert.equal(cached().filter((name) => name.startsWith('new-')).length, 0)
  })

  test.each([
    ['missing', 'backwright.test/no-such@v1.0.0', /no-such/],
    ['broken', 'backwright.test/xk6-broken@v1.0.0', /undefined: unknown/],
  ])('tells the last lines of a build that fails: a module that is %s', async (name, extension, line) => {
    const { cached } = machine(name)
    const { code, result } = await install('--with', extension)
    assert.deepEqual([code, result.error.code], [2, 'tool-failed'])
    assert.match(
      result.error.message,
      /^k6 2\.2\.0 could not be built with backwright\.test\/\S+\. The last lines of the build:\n/,
    )
    assert.match(result.error.message, line)
    assert.deepEqual(
      cached().filter((folder) => !folder.includes('-with-')),
      [],
    )
  })

  test('cannot be built without Go', async () => {
    machine()
    const { code, result } = await install('--with', hello)
    assert.deepEqual([code, result.error.code], [2, 'no-k6'])
    assert.match(result.error.message, /there is no Go here\. Install Go 1\.25/)
  })

  test.each([
    [
      'an address',
      ['https://github.com/grafana/xk6-faker'],
      /is not an extension of k6\. Write the path of its Go module/,
    ],
    ['no host', ['xk6-faker'], /not an extension/],
    ['a flag', ['--replace=a'], /./],
    ['a replacement', ['github.com/a/b=./c'], /not an extension/],
    ['a way up', ['github.com/a/../b'], /not an extension/],
    ['a version that is a flag', ['github.com/a/b@-x'], /not an extension/],
    ['a blank', ['github.com/a/b c'], /not an extension/],
    ['two versions', ['github.com/a/b@v1.0.0', '--with', 'github.com/a/b'], /github\.com\/a\/b twice/],
  ])('is refused before anything is built: %s', async (_, argv, message) => {
    const { asked } = machine('built')
    const { code, result } = await install('--with', ...argv)
    assert.deepEqual([code, result.error.code, asked()], [2, 'bad-option', []])
    assert.match(result.error.message, message)
  })
})

test('the pods of the k6-operator have none', async () => {
  const argv = ['load', 'http://127.0.0.1/', '--on', 'k6-operator', '-o', 'none', '--with', hello, '--json']
  const { code, stdout } = await runCli(...argv)
  assert.deepEqual([code, JSON.parse(stdout).error.code], [2, 'bad-option'])
})
