import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { loadHtml } from '../../src/commands/load-html.ts'
import { loadResult } from '../../src/commands/load-judged.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import { parseGate } from '../../src/load/gate.ts'
import { observe } from '../../src/load/observation.ts'
import type { LoadPlan } from '../../src/load/plan.ts'
import type { K6Run } from '../../src/ports/k6.ts'

/** The result of what the real k6 gave (test/support/record-k6.mjs). */
function recorded(name: string, ...gates: readonly string[]): LoadResult {
  const { plan, run } = JSON.parse(readFileSync(`test/recordings/k6-v2.2.0-${name}.json`, 'utf8')) as {
    readonly plan: LoadPlan
    readonly run: K6Run
  }
  const binary = { path: '/opt/k6', version: '2.2.0' }
  return loadResult(observe(plan, run), {
    gates: gates.map(parseGate),
    ofEndpoints: [],
    saved: undefined,
    leftOut: undefined,
    binary,
  })
}

const headings = (page: string) => [...page.matchAll(/<h[23]>([^<]*)<\/h[23]>/g)].map(([, title]) => title)
const over = ['Latency over time', 'Throughput over time']
const how = 'How it was run'

describe('each thing has a section when there is something to say', () => {
  test.each([
    ['answers, without gates', 'ok', [], ['Requests', 'Latency', ...over, 'Latency distribution', how]],
    ['gates that hold', 'ok', ['p50<100'], ['Gates', 'Requests', 'Latency', ...over, 'Latency distribution', how]],
    [
      'a gate that fails',
      'ok',
      ['p50<1'],
      ['Why', 'Gates', 'Requests', 'Latency', ...over, 'Latency distribution', how],
    ],
    ['half of it fails', 'timeline', [], ['Requests', 'Failures', 'Latency', ...over, 'Latency distribution', how]],
    ['all of it fails', 'failing', [], ['Why', 'Requests', 'Failures', 'Latency', ...over, how]],
    ['nothing is answered', 'hanging', [], ['Why', 'Requests', 'Failures', 'Latency', ...over, 'Recommendations', how]],
    ['k6 did not start', 'bad-plan', [], ['Why', ...over.slice(0, 1), how]],
    [
      'two addresses',
      'turns-slower',
      [],
      [
        'Comparison',
        'Base: requests',
        'Base: latency',
        'Candidate: requests',
        'Candidate: latency',
        'Latency over time',
        'Latency distribution',
        how,
      ],
    ],
  ])('%s', (_, name, gates, expected) => {
    assert.deepEqual(headings(loadHtml(recorded(name, ...gates))), expected)
  })
})

test('a page from a recording has its numbers', () => {
  const result = recorded('timeline', 'p50<100', 'success>99.5%')
  const page = loadHtml(result)
  const [target] = result.targets
  assert.match(page, /<h1>Load test: <span class="bad">FAIL<\/span><\/h1>/)
  assert.match(page, /1 gate of 2 did not hold: success&gt;99.5%\./)
  assert.match(page, /<td>success&gt;99.5%<\/td>\n<td class="bad">FAIL<\/td>/)
  assert.match(page, /<th scope="row">total<\/th><td class="number">1,796<\/td>/)
  assert.match(page, /<td>HTTP 500<\/td>\n<td class="number">862<\/td>\n<td class="number">48.00 %<\/td>/)
  assert.match(
    page,
    new RegExp(
      `<td>p50</td>\n<td class="number">${target?.latencyMs.p50.toFixed(2)} ms</td>\n<td class="number">[\\d.]+ ms to [\\d.]+ ms</td>`,
    ),
  )
  assert.equal(page.match(/<polyline class="line line-1"/g)?.length, 3)
  assert.match(page, /<td>0.0 to 0.1 s<\/td>/)
})

test('the parts of a run add up to it', () => {
  const [target] = recorded('timeline').targets
  const sum = (name: 'requests' | 'successful') =>
    target?.timeline.reduce((total, moment) => total + (moment[name] ?? 0), 0)
  assert.equal(target?.timeline.length, 20)
  assert.deepEqual([sum('requests'), sum('successful')], [target?.requests.total, target?.requests.successful])
})

test('of two addresses, the blocks in which they were compared are drawn', () => {
  const page = loadHtml(recorded('turns-slower', 'p50<base*1.10'))
  for (const name of ['Base p50', 'Candidate p50', 'Base p95', 'Candidate p95']) assert.ok(page.includes(name), name)
  assert.match(page, /by seed 1, compared in 20 blocks/)
  assert.match(page, /<td class="bad">worse<\/td>/)
})

test('what was not recorded part by part is not drawn, and the page says so', () => {
  assert.match(loadHtml(recorded('ok')), /<p>There is nothing to draw: the run was not recorded part by part\.<\/p>/)
  const silent = { ...recorded('timeline') }
  const targets = silent.targets.map((target) => ({
    ...target,
    timeline: target.timeline.map((moment) => ({ ...moment, successful: 0, p50: null, p95: null, p99: null })),
  }))
  assert.match(loadHtml({ ...silent, targets }), /<p>There is nothing to draw: no request was successful\.<\/p>/)
})

describe('texts are shown, and do nothing', () => {
  const bait = `"><script>alert(1)</script><img src=x onerror='y()'>`
  const hostile: LoadResult = {
    ...recorded('turns-slower'),
    reasons: [{ code: bait, message: `${bait} http://me:hunter2@host/` }],
    gates: [{ gate: bait, verdict: 'FAIL', value: 1, interval: [null, 2], reason: bait }],
    recommendations: [{ because: bait, advice: bait }],
    k6: { version: bait, path: bait },
  }
  const targets = hostile.targets.map((target) => ({
    ...target,
    url: `http://host/${bait}?token=hunter2`,
    method: bait,
    errors: [{ kind: bait, label: bait, count: 1 }],
  }))
  const rows = hostile.comparison?.rows.map((row) => ({ ...row, metric: bait, reason: bait })) ?? []
  const comparison = hostile.comparison && { ...hostile.comparison, rows, notes: [bait] }
  const page = loadHtml({ ...hostile, targets, ...(comparison && { comparison }) })

  test('no tag comes of them', () => {
    const tags = new Set([...page.matchAll(/<([a-z0-9!]+)/gi)].map(([, name]) => name))
    assert.deepEqual(
      [...tags].filter((name) =>
        ['script', 'img', 'iframe', 'a', 'link', 'object', 'base', 'form'].includes(name ?? ''),
      ),
      [],
    )
    assert.equal(page.match(/&lt;script&gt;/g)?.length, page.match(/&quot;&gt;&lt;script/g)?.length)
    assert.ok((page.match(/&lt;script&gt;/g)?.length ?? 0) > 15)
  })

  test('no attribute comes of them', () => assert.doesNotMatch(page, /<[^>]*\son\w+=/))
  test('no address is fetched', () => assert.doesNotMatch(page, /<[^>]*\s(src|href|srcset|action|data)=|url\(|@import/))
  test('no secret is in them', () => assert.doesNotMatch(page, /hunter2/))
})
