import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { bundleActions } from '../support/bundled-action.ts'
import { runPerfGate } from '../support/perf-gate.ts'
import { freePort } from '../support/port.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

beforeAll(bundleActions, 300_000)

const port = await freePort()
const url = `http://127.0.0.1:${port}/orders`
const server = `PORT=${port} node ${process.cwd()}/examples/shop/server.mjs`
const base = { url, duration: '2s', concurrency: '4' }

const run = (given: Readonly<Record<string, string>>) => runPerfGate({ with: given, port })

describe.skipIf(!k6)('perf-gate, with the real k6', () => {
  test('starts the service, waits for it, measures, and reports', async () => {
    const { code, outputs, summary, log } = await run({
      ...base,
      start: `echo up; sleep 1; ${server}`,
      gates: 'p50<300\nsuccess>90%',
    })
    assert.equal(code, 0, log)
    assert.equal(outputs.verdict, 'PASS')
    assert.equal(outputs['success-percent'], '100.00')
    assert.match(outputs['p99-ms'] ?? '', /^\d+\.\d\d$/)
    assert.match(summary, /\| p50\\<300 \| PASS \|/)
    assert.equal(JSON.parse(readFileSync(outputs.report ?? '', 'utf8')).results[0].command, 'load')
  })

  test('finds the service that the command has put into the background, and ends it', async () => {
    const { code, log } = await run({ ...base, start: `${server} & exit 0`, gates: 'success>90%' })
    assert.equal(code, 0, log)
  })

  test('without gates asks what production asks, for which two seconds are too short', async () => {
    const { code, outputs, log } = await run({ ...base, start: server })
    assert.deepEqual([code, outputs.verdict], [5, 'INVALID'], log)
    assert.match(log, /::error title=too-short::duration>=60s/)
  })

  test('fails by an undecided gate unless told otherwise', async () => {
    const given = { ...base, duration: '1s', concurrency: '1', start: `DELAY_MS=100 ${server}`, gates: 'success>99.9%' }
    const strict = await run(given)
    assert.deepEqual([strict.code, strict.outputs.verdict], [4, 'INCONCLUSIVE'], strict.log)
    const lenient = await run({ ...given, 'fail-on': 'error' })
    assert.deepEqual([lenient.code, lenient.outputs.verdict], [0, 'INCONCLUSIVE'])
  })

  test('shows what the service has printed, and none of it is a command', async () => {
    const start = `echo '::error::not ours'; echo "token: [$INPUT_TOKEN]"; DELAY_MS=200 ${server}`
    const { code, log, annotations } = await run({ ...base, start, gates: 'p50<20' })
    assert.equal(code, 1)
    assert.match(log, /::stop-commands::(\S+)\n::error::not ours\ntoken: \[\]\n[\s\S]*\n::\1::/)
    assert.ok(annotations.some(({ message }) => message.startsWith('p50<20 does not hold')))
  })

  test('only reports when told so', async () => {
    const { code, outputs } = await run({
      ...base,
      start: `DELAY_MS=200 ${server}`,
      gates: 'p50<20',
      'fail-on': 'never',
    })
    assert.deepEqual([code, outputs.verdict], [0, 'FAIL'])
  })

  test.each([
    ['a command that fails', { start: 'echo no database; exit 3' }, 'tool-failed', /no database[\s\S]*exit code 3/],
    ['a service that is not there', { start: 'sleep 60', 'wait-timeout': '1s' }, 'unreachable-host', /within 1 s/],
    ['a service that only says 500', { start: broken(port), 'wait-timeout': '2s' }, 'unreachable-host', /below 500/],
  ])('%s is a mistake, told with the last output', async (_, given, errorCode, sentence) => {
    const { code, log, outputs } = await run({ ...base, ...given })
    assert.equal(code, 2, log)
    assert.equal(outputs.verdict, 'error')
    assert.match(log, new RegExp(`::error title=${errorCode}`))
    assert.match(log, sentence)
    assert.match(log, /The last output of the service/)
  })
})

test('a mistake in an input is told before anything starts', async () => {
  const { code, log } = await run({ ...base, start: 'touch started', gates: 'p98<1' })
  assert.equal(code, 2)
  assert.match(log, /The input gates is wrong: The gate "p98<1" names no metric/)
})

function broken(port: number): string {
  return `node -e "require('http').createServer((q,r)=>r.writeHead(500).end()).listen(${port})"`
}
