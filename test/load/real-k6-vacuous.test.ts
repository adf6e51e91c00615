import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, test, vi } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { freePort } from '../support/free-port.ts'
import {
  type Answer,
  answerAfter,
  answers,
  type MisbehavingServer,
  misbehavingServer,
} from '../support/misbehaving-server.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

let server: MisbehavingServer | undefined
afterEach(() => {
  server?.close()
  server = undefined
  vi.unstubAllEnvs()
})

const redirect: Answer = (response) => void response.writeHead(302, { location: '/login' }).end()
const page: Answer = (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sorry</h1>')
const words: Answer = (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('Please log in')
const quick = answerAfter(5)
const never: Answer = answers['no answer']

/** The nth request, from 0, and how long after the first one it came. */
type Behaviour = (n: number, ms: number) => Answer

/** From some request on, nothing is answered for a while. */
function standstill({ after, forMs }: { readonly after: number; readonly forMs: number }): Behaviour {
  let until: number | undefined
  return (n, ms) => {
    if (n === after) until = ms + forMs
    return answerAfter(Math.max(5, (until ?? 0) - ms))
  }
}

const cases: Readonly<Record<string, readonly [Behaviour, readonly string[], exit: number, reason: string]>> = {
  'an address that leads to a login': [() => redirect, ['--iterations', '20', '--gate', 'p50<1s'], 5, 'redirected'],
  'one of twenty that does': [(n) => (n % 20 === 0 ? redirect : quick), ['--iterations', '100'], 5, 'redirected'],
  'a page of HTML instead of the JSON that the request accepts': [
    () => page,
    ['--iterations', '20', '-H', 'Accept: application/json', '--gate', 'p50<1s'],
    5,
    'unexpected-pages',
  ],
  'words that are sent as a page': [
    () => words,
    ['--iterations', '20', '-H', 'Accept: application/json', '--gate', 'p50<1s'],
    5,
    'unexpected-pages',
  ],
  'one page of HTML among twenty answers that are none': [
    (n) => (n % 20 === 0 ? page : quick),
    ['--iterations', '100'],
    5,
    'unexpected-pages',
  ],
  'an expected status that never comes': [
    () => quick,
    ['--iterations', '20', '--expect-status', '201'],
    1,
    'nothing-succeeded',
  ],
  'a third that fails, and a gate on latency alone': [
    (n) => (n % 3 === 0 ? answers['HTTP 500'] : quick),
    ['--iterations', '60', '--gate', 'p50<1s'],
    4,
    'failures-unjudged',
  ],
  'a service that stands still for half of the run': [
    standstill({ after: 40, forMs: 3000 }),
    ['-c', '2', '-d', '5', '--gate', 'p90<1s'],
    5,
    'stalled',
  ],
  'a service that answers the warm-up alone': [
    (_, ms) => (ms < 800 ? quick : never),
    ['-c', '2', '--warmup', '1', '-d', '1', '-t', '300ms', '--gate', 'p50<1s'],
    5,
    'nothing-answered',
  ],
  'a run that is only long because its last answer is': [
    (_, ms) => answerAfter(ms > 700 ? 1500 : 50),
    ['-c', '1', '-d', '1', '--gate', 'duration>=2s'],
    5,
    'too-short',
  ],
}

describe.skipIf(!k6)('what is no proof does not pass', () => {
  test.each(Object.entries(cases))('%s', async (_, [behaviour, flags, exit, reason]) => {
    const ended = await load(await serve(behaviour), ...flags)
    assert.deepEqual([ended.code, ended.reasons], [exit, [reason]], ended.said)
  })

  test('nobody listens', async () => {
    const url = `http://127.0.0.1:${await freePort()}`
    const { code, reasons } = await load(url, '--iterations', '20', '--gate', 'p99<200')
    assert.deepEqual([code, reasons], [5, ['nothing-answered']])
  })

  test('a k6 that is killed half-way', async () => {
    const folder = wrapped('echo $$ > "$(dirname "$0")/pid"')
    const kill = () => process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL')
    const url = await serve((n) => {
      if (n === 50) kill()
      return quick
    })
    const { code, reasons, said } = await load(url, '--iterations', '1000')
    assert.deepEqual([code, reasons], [5, ['k6-failed']])
    assert.match(said, /k6 ended with exit code 137 and left no whole summary/)
  })

  test('a disk that is full before the summary is written', async () => {
    wrapped('ulimit -f 1')
    const { code, reasons, said } = await load(await serve(() => quick), '--iterations', '20')
    assert.deepEqual([code, reasons], [5, ['k6-failed']])
    assert.match(said, /left no whole summary/)
  })

  test('a disk that is full before the report is written', async () => {
    const folder = temporaryFolder()
    const url = await serve(() => quick)
    // k6 itself has room.
    wrapped('ulimit -S -f unlimited')
    const command = `trap '' XFSZ; ulimit -S -f 4; exec "$0" dist/src/cli/bin.js load ${url} --iterations 20 -o "$1" -q`
    const { code, stderr } = await shell(command, join(folder, 'report.json'))
    assert.equal(code, 2, stderr)
    assert.match(stderr, /write-failed/)
    assert.deepEqual(readdirSync(folder), [])
  })

  /** The real k6, before which a line of shell runs. */
  function wrapped(line: string): string {
    return standIn(`${line}\nexec '${k6?.path}' "$@"`)
  }
})

describe('a k6 that says it is done', () => {
  const { run } = JSON.parse(readFileSync('test/recordings/k6-v2.2.0-ok.json', 'utf8'))
  const summary = JSON.parse(run.summary)
  const [arm] = summary.arms
  const changed = (change: object) => JSON.stringify({ ...summary, arms: [{ ...arm, ...change }] })

  test('and has written a summary that is whole', async () => {
    assert.deepEqual((await loadBy(run.summary)).reasons, [])
  })

  test.each([
    ['no summary', undefined],
    ['an empty one', ''],
    ['half of one', run.summary.slice(0, 2000)],
    ['something else', '{"metrics":{}}'],
    ['one without what was asked', JSON.stringify({ ...summary, arms: [] })],
    ['one of something else', changed({ name: 'base' })],
    ['one without a number of requests', changed({ requests: null })],
    ['a number that is none', changed({ latencyMs: { ...arm.latencyMs, avg: Number.NaN } })],
    ['more failures than requests', changed({ failed: arm.requests + 1 })],
    ['successes of which no latency was taken', changed({ latencyMs: { ...arm.latencyMs, count: 0 } })],
  ])('and has written %s', async (_, text) => {
    const { code, reasons } = await loadBy(text)
    assert.deepEqual([code, reasons], [5, ['k6-failed']])
  })

  async function loadBy(text: string | undefined) {
    const write = `for word; do case $word in LT_SUMMARY=*) cp "$(dirname "$0")/summary.json" "\${word#*=}";; esac; done`
    standIn(`[ "$1" = version ] && echo 'k6 v2.2.0' && exit\n${text === undefined ? '' : write}`, {
      'summary.json': text ?? '',
    })
    return load('http://127.0.0.1:1', '-d', '2', '--gate', 'p50<1s')
  }
})

/** Puts a shell script in the place of k6. */
function standIn(script: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder({ k6: `#!/bin/sh\n${script}\n`, ...files })
  chmodSync(join(folder, 'k6'), 0o755)
  vi.stubEnv('K6_BIN', join(folder, 'k6'))
  return folder
}

async function serve(behaviour: Behaviour): Promise<string> {
  let first = 0
  server = await misbehavingServer((n) => {
    first ||= performance.now()
    return behaviour(n, performance.now() - first)
  })
  return server.url
}

async function load(url: string, ...flags: readonly string[]) {
  const { code, stdout, stderr } = await runCli('load', `${url}/`, '--json', ...flags)
  const { reasons = [], error } = JSON.parse(stdout)
  assert.equal(error, undefined, stdout)
  return { code, reasons: reasons.map((reason: { code: string }) => reason.code), said: `${stdout}${stderr}` }
}

/** Not in this process, which shares its limits with all else that is tested. */
function shell(command: string, report: string): Promise<{ code: unknown; stderr: string }> {
  return new Promise((resolve) => {
    execFile('sh', ['-c', command, process.execPath, report], (error, _, stderr) =>
      resolve({ code: error ? error.code : 0, stderr }),
    )
  })
}
