import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { type LocalServer, localServer } from '../support/local-server.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

describe.skipIf(!k6)('segments, with the real k6', () => {
  let server: LocalServer
  let url: string
  let served = 0

  beforeAll(async () => {
    server = await localServer((_, response) => {
      served++
      setTimeout(() => response.end('{}'), 30)
    })
    url = server.url
  })
  afterAll(() => server.close())

  /** Runs the three at once. */
  const inThree = async (...flags: readonly string[]) => {
    served = 0
    const folder = temporaryFolder()
    const files = [1, 2, 3].map((index) => join(folder, `${index}.json`))
    const runs = files.map((file, index) =>
      runCli('load', url, ...flags, '--segment', `${index + 1}/3`, '-o', file, '-q'),
    )
    const codes = (await Promise.all(runs)).map(({ code }) => code)
    return { files, codes, reports: files.map((file) => JSON.parse(readFileSync(file, 'utf8'))) }
  }

  test('are one load together: every request is made once', async () => {
    const { files, codes, reports } = await inThree('--iterations', '37', '-c', '5', '--gate', 'success>80%')
    const made = reports.map(({ targets }) => targets[0].requests.total)
    assert.deepEqual([made, served], [[15, 15, 7], 37])
    assert.deepEqual(
      reports.map(({ plan }) => plan.requests),
      made,
    )
    // Fifteen successes do not prove 80 %, thirty-seven do.
    assert.deepEqual(codes, [4, 4, 4])
    const page = `${files[0]}.html`
    const { code, stdout } = await runCli('load', 'merge', ...files, '--html', page)
    assert.match(stdout, /^Load: 5 virtual users for 37 requests$/m)
    assert.match(stdout, /^ {2}Total requests: 37$/m)
    assert.match(stdout, /^ {2}\S*2\.json, segment 2\/3, 15 requests, \d\.\d s, INCONCLUSIVE$/m)
    assert.match(stdout, /^PASS, 1 gate$/m)
    assert.equal(code, 0)
    assert.match(readFileSync(page, 'utf8'), /<h2>Runs<\/h2>/)
  })

  test('share a rate, and say which they are', async () => {
    const { files, reports } = await inThree('--rate', '100', '-d', '2')
    assert.deepEqual(
      reports.map(({ plan }) => [plan.segment.index, plan.requests, plan.ratePerSecond]),
      [
        [1, 67, 100],
        [2, 67, 100],
        [3, 66, 100],
      ],
    )
    const { stdout } = await runCli('load', 'merge', ...files, '--json')
    const { targets, plan } = JSON.parse(stdout)
    assert.equal(targets[0].requests.total, served)
    assert.equal(plan.requests, 200)
    assert.ok(Math.abs(served - 200) <= 25, String(served))
    const { code, stderr } = await runCli('load', 'merge', ...files.slice(1))
    assert.deepEqual([code, stderr.includes('1/3 is missing')], [2, true])
  })
})
