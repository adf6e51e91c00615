import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { runCli } from '../support/run-cli.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

/** Whether so many successes, all of all, are enough does not depend on the machine: of 100 at 97.5 % a share of 0.952 is sure, of 300 0.983. */
const decided = ['--gate', 'success>=base*0.97'] as const
const near = ['--gate', 'success>=base*0.999'] as const

describe.skipIf(!k6)('a comparison that is not decided, with the real k6', () => {
  let server: Server
  let addresses: readonly [string, string]
  let served = 0

  beforeAll(async () => {
    server = createServer((_, response) => {
      served++
      setTimeout(() => response.end('{}'), 10)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    addresses = [`${base}/a`, `${base}/b`]
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const compare = async (...flags: readonly string[]) => {
    served = 0
    const { code, stdout, stderr } = await runCli(
      'load',
      ...addresses,
      '--compare',
      '--iterations',
      '200',
      '-v',
      ...flags,
    )
    return { code, stdout, stderr }
  }

  test('goes on once, and says so', async () => {
    const { code, stdout, stderr } = await compare(...decided, '--json')
    const { verdict, gates, targets, comparison, plan, durationMs } = JSON.parse(stdout)
    assert.deepEqual([code, verdict, served], [0, 'PASS', 600], stdout)
    assert.deepEqual([plan.requests, targets[0].requests.total, targets[1].requests.total], [600, 300, 300])
    assert.ok(comparison.extendedAfterMs > 0 && comparison.extendedAfterMs < durationMs)
    assert.deepEqual([comparison.confidence, comparison.blocks, gates[0].confidence], [0.975, 40, 0.975])
    assert.ok(gates[0].interval[0] > 0.97 && gates[0].interval[0] < 0.99)
    assert.equal(targets[1].timeline.length, 40)
    assert.match(stderr, /^Not decided after \d+\.\d s: success>=base\*0\.97\. Going on for 400 requests more \.\.\.$/m)
  })

  test('ends where going on would not decide it, or is forbidden', async () => {
    const { code, stdout } = await compare(...near)
    assert.deepEqual([code, served], [4, 200])
    assert.match(stdout, /97\.5 % interval/)
    const forbidden = await compare(...decided, '--no-extend')
    assert.deepEqual([forbidden.code, served], [4, 200])
    assert.match(forbidden.stdout, /95 % interval/)
  })

  test('reports what was measured when it is interrupted while it goes on', async () => {
    const argv = ['load', ...addresses, '--compare', '--iterations', '200', '-c', '2', ...decided, '--json', '-v']
    const child = spawn(process.execPath, ['dist/src/cli/bin.js', ...argv])
    let [out, log] = ['', '']
    child.stdout.on('data', (text) => {
      out += text
    })
    child.stderr.on('data', (text) => {
      log += text
    })
    const ended = new Promise((resolve) => child.on('close', resolve))
    served = 0
    while (!log.includes('Going on') || served < 300) await sleep(20)
    child.kill('SIGINT')
    assert.equal(await ended, 130)
    const { verdict, reasons, targets } = JSON.parse(out)
    assert.deepEqual([verdict, reasons[0].code], ['INVALID', 'interrupted'])
    // Those that were under way are not counted.
    const counted = targets[0].requests.total + targets[1].requests.total
    assert.ok(counted > 250 && counted >= served - 2, `${counted} of ${served}`)
  })
})

test.each([
  ['one address', ['http://127.0.0.1/']],
  ['a saved run', ['http://127.0.0.1/', '--compare', 'a.json']],
  ['a script', ['--script', 'a.ts']],
])('--no-extend with %s is refused', async (_, argv) => {
  const { code, stdout } = await runCli('load', ...argv, '--no-extend', '--json')
  assert.deepEqual([code, JSON.parse(stdout).error.code], [2, 'bad-option'])
})
