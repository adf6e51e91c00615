import assert from 'node:assert/strict'
import { afterAll, describe, test, vi } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import { freePort } from '../support/free-port.ts'
import {
  type Answer,
  answerAfter,
  answers,
  type MisbehavingServer,
  misbehavingServer,
} from '../support/misbehaving-server.ts'
import { runCli } from '../support/run-cli.ts'
import { selfSigned } from '../support/self-signed.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

const servers: MisbehavingServer[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

/** The name of an answer → how the report calls those who got it; undefined for a success. */
const classes: Readonly<Record<keyof typeof answers, string | undefined>> = {
  answered: undefined,
  'a slow body': undefined,
  'HTTP 500': 'http: HTTP 500',
  'HTTP 404': 'http: HTTP 404',
  'an unknown status': 'http: HTTP other',
  'no answer': 'response-timeout: response timeout',
  'half an answer': 'response-timeout: response timeout',
  'a reset': 'reset: connection reset',
  'a reset within the answer': 'reset: connection reset',
  'an end': 'reset: connection closed early',
  'an end within the answer': 'reset: connection closed early',
  'a broken chunk': 'other: malformed answer',
  'a broken length': 'other: malformed answer',
  'no HTTP': 'other: malformed answer',
}
type Name = keyof typeof answers
const names = Object.keys(answers) as readonly Name[]

interface Case {
  /** What happens to the nth request. */
  readonly nth: (n: number) => Name
  readonly flags?: readonly string[]
  readonly tls?: boolean
}

const cases: Readonly<Record<string, Case>> = {
  'all are answered': { nth: () => 'answered' },
  'none is good': { nth: () => 'HTTP 500' },
  'one of ten is reset, which k6 would hide of a GET': { nth: (n) => (n % 10 === 3 ? 'a reset' : 'answered') },
  'all that can go wrong does': { nth: (n) => names[n % names.length] ?? 'answered' },
  'with TLS, by a certificate that nobody knows': {
    nth: (n) => (n % 7 === 0 ? 'HTTP 404' : 'answered'),
    flags: ['--no-verify-ssl'],
    tls: true,
  },
  'at a rate': { nth: (n) => names[n % names.length] ?? 'answered', flags: ['--rate', '100', '-d', '1s'] },
}

describe.skipIf(!k6)('every number agrees with what the server counted', () => {
  test.each(Object.entries(cases))('%s', async (_, { nth, flags = [], tls }) => {
    const seen: Partial<Record<Name, number>> = {}
    const server = await serve((n) => {
      const name = nth(n)
      seen[name] = (seen[name] ?? 0) + 1
      return answers[name]
    }, tls)
    const amount = flags.includes('--rate') ? [] : ['--iterations', '140']
    const { requests, errors } = await measure(server.url, ['-c', '20', '-t', '2s', ...amount, ...flags])
    const good = (seen.answered ?? 0) + (seen['a slow body'] ?? 0)
    assert.deepEqual(
      [requests.total, requests.successful, requests.failed],
      [server.requests(), good, server.requests() - good],
    )
    assert.deepEqual(countsOf(errors), expectedOf(seen))
  })

  test('what the user has set for all runs of k6 changes none of ours', async () => {
    const settings = { 'k6/config.json': '{"blacklistIPs": ["127.0.0.0/8"], "rps": 1}' }
    vi.stubEnv('XDG_CONFIG_HOME', temporaryFolder(settings))
    const server = await serve(() => answers.answered)
    const { requests } = await measure(server.url, ['--iterations', '30'])
    vi.unstubAllEnvs()
    assert.deepEqual([requests.total, requests.successful, server.requests()], [30, 30, 30])
  })

  test('nobody listens', async () => {
    const { requests, errors } = await measure(`http://127.0.0.1:${await freePort()}`, ['--iterations', '30'])
    assert.deepEqual([requests.total, requests.successful], [30, 0])
    assert.deepEqual(countsOf(errors), { 'refused: connection refused': 30 })
  })

  test('a certificate that nobody knows is not accepted, and no request goes out', async () => {
    const server = await serve(() => answers.answered, true)
    const { requests, errors } = await measure(server.url, ['--iterations', '30'])
    assert.deepEqual([requests.total, server.requests(), server.brokenHandshakes()], [30, 0, 30])
    assert.deepEqual(countsOf(errors), { 'tls: TLS': 30 })
  })

  test('a redirect is an answer, and is not followed', async () => {
    const server = await serve(() => (response) => void response.writeHead(302, { location: '/login' }).end())
    const { requests } = await measure(server.url, ['--iterations', '30', '--expect-status', '302'])
    assert.deepEqual([requests.total, requests.successful, server.requests()], [30, 30, 30])
  })

  test('latencies are those that the server took, and their intervals have the truth inside', async () => {
    // 90 % take 20 ms, 8 % 150 ms, 2 % 400 ms, in an order that does not keep step with the users.
    const server = await serve((n) => answerAfter(levelMs((n * 37) % 100)))
    const { requests, latencyMs, latencyIntervalsMs, transfer } = await measure(server.url, [
      ...['--iterations', '1000', '-c', '20'],
    ])
    assert.equal(requests.total, server.requests())
    const took = server.tookMs()
    const truth = (percent: number) => took[Math.ceil((percent / 100) * took.length) - 1] ?? 0
    for (const [name, percent, setMs] of [
      ['p50', 50, 20],
      ['p95', 95, 150],
      ['p99', 99, 400],
    ] as const) {
      // The server sees the end of an answer late when it is busy, perhaps after the client.
      assertWithin(latencyMs[name], setMs - 1, truth(percent) + slackMs, name)
      const [low, high] = latencyIntervalsMs[name]
      assertWithin(low, setMs - 1, truth(percent) + slackMs, `low end of ${name}`)
      assertWithin(high, setMs - 1, Number.POSITIVE_INFINITY, `high end of ${name}`)
    }
    assertWithin(latencyMs.max, 399, (took.at(-1) ?? 0) + slackMs, 'max')
    assert.equal(transfer.receivedBytes, server.sentBytes())
  })
})

/** Two processors that others use too hold an answer up. */
const slackMs = 50

function levelMs(place: number): number {
  return place < 90 ? 20 : place < 98 ? 150 : 400
}

async function serve(answerTo: (n: number) => Answer, tls?: boolean): Promise<MisbehavingServer> {
  const server = await misbehavingServer(answerTo, tls ? selfSigned : undefined)
  servers.push(server)
  return server
}

/** What `load` reports of POSTs, which k6 makes once each. */
async function measure(url: string, flags: readonly string[]): Promise<LoadResult['targets'][number]> {
  const { stdout } = await runCli('load', `${url}/`, '-m', 'POST', '-b', '{}', '--json', ...flags)
  const { targets }: LoadResult = JSON.parse(stdout)
  assert.ok(targets[0], stdout)
  return targets[0]
}

function countsOf(errors: LoadResult['targets'][number]['errors']): Record<string, number> {
  return Object.fromEntries(errors.map(({ kind, label, count }) => [`${kind}: ${label}`, count]))
}

function expectedOf(seen: Partial<Record<Name, number>>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) {
    const label = classes[name]
    const count = seen[name]
    if (label !== undefined && count !== undefined) counts[label] = (counts[label] ?? 0) + count
  }
  return counts
}

function assertWithin(value: number | null, low: number, high: number, what: string): void {
  assert.ok(value !== null && value >= low && value <= high, `${what}: ${value} is not within ${low} and ${high}`)
}
