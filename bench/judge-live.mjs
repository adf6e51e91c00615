// How often a comparison is wrong: node bench/judge-live.mjs [--runs 100] [--seconds 20] [--slower-seconds 30] [--slower 1.10] [--tolerance 1.05]
// [--concurrency 10] [--side-by-side 1] [--seed 1] [--minutes M] (after npm run build). No run begins after M minutes.
// Three services of its own with known latencies (judge-live-target.mjs): a base, the same once more, and one that is slower. Each run compares the base with both
// by the gates p50<base*TOLERANCE and p90<base*TOLERANCE of the real k6. Beside it stands what a script with a percentage does: one service after the other, for
// as much time together, FAIL when the p95 is more than 5 % or 10 % higher.
// --side-by-side K lets K such experiments go on at a time, each with three services of its own. They share the processors, so each of them sees more noise than
// alone, and noise that does not come evenly: K makes the test harder, not easier. The last table says how much.
// A comparison that is INVALID, as on a machine that others keep busy, is counted apart and judges nothing.
// Exit 1 when more than 1 % of the comparisons with the same service are FAIL, or fewer than 95 % of those with the slower one.
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { nodeWorld } from '../dist/src/adapters/node-world.js'
import { load } from '../dist/src/commands/load.js'
import { shareInterval } from '../dist/src/load/statistics.js'

const [mostFalse, leastFound] = [0.01, 0.95]
const naiveTolerances = [1.05, 1.1]
const verdicts = ['PASS', 'FAIL', 'INCONCLUSIVE', 'INVALID']

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '20' },
    'slower-seconds': { type: 'string', default: '30' },
    slower: { type: 'string', default: '1.10' },
    tolerance: { type: 'string', default: '1.05' },
    concurrency: { type: 'string', default: '10' },
    'side-by-side': { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: 'Infinity' },
  },
})
const runs = Number(flags.runs)
const results = { same: [], slower: [] }
const children = []
let begun = 0
process.on('exit', () => {
  for (const child of children) child.kill()
})

await Promise.all(Array.from({ length: Number(flags['side-by-side']) }, (_, index) => experiment(index)))
report()
process.exit()

/** One of those that go on at a time, until there are enough runs of all. */
async function experiment(index) {
  const services = ['1', '1', flags.slower].map((times, place) => start(`${flags.seed} ${index} ${place}`, times))
  const [base, same, slower] = await Promise.all(services)
  for (const url of [base, same, slower]) await measure({ url }, 1000)
  const kinds = { same: [same, Number(flags.seconds) * 1000], slower: [slower, Number(flags['slower-seconds']) * 1000] }
  while (begun < runs && performance.now() < Number(flags.minutes) * 60_000) {
    const seed = Number(flags.seed) * 10_000 + begun++
    for (const [kind, [url, lengthMs]] of Object.entries(kinds)) {
      const one = {
        ...(await inTurns(base, url, { lengthMs, seed })),
        p95Ratio: await oneAfterTheOther(base, url, lengthMs),
      }
      results[kind].push(one)
      console.error(
        `${results[kind].length} of ${runs}, ${kind}: ${one.said}, sequential p95 ${one.p95Ratio.toFixed(3)}`,
      )
    }
  }
}

async function start(seed, times) {
  const target = new URL('judge-live-target.mjs', import.meta.url).pathname
  const child = spawn(process.execPath, [target, seed, times], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const port = await new Promise((resolve) => child.stdout.once('data', (text) => resolve(String(text).trim())))
  return `http://127.0.0.1:${port}/`
}

async function inTurns(base, url, { lengthMs, seed }) {
  const gates = ['p50', 'p90'].map((metric) => `${metric}<base*${flags.tolerance}`)
  const asked = { url, base: { kind: 'address', url: base }, seed, gates }
  const { verdict, reasons, comparison, client, gates: judged } = await measure(asked, lengthMs)
  const rows = ['p50', 'p90'].map((name) => comparison?.rows.find(({ metric }) => metric === name))
  const shown = rows.map((row) => `${row?.metric} ${[row?.change, ...(row?.interval ?? [])].map(percent).join(' ')}`)
  const why =
    verdict === 'INVALID' ? ` (${reasons[0].code}; gates ${judged.map((gate) => gate.verdict).join(', ')})` : ''
  return { verdict, rows, said: `${verdict}${why} ${shown.join(', ')}, waited ${client?.waitedTimes?.toFixed(1)}` }
}

async function oneAfterTheOther(base, url, lengthMs) {
  const [from, to] = [await measure({ url: base }, lengthMs / 2), await measure({ url }, lengthMs / 2)]
  return to.targets[0].latencyMs.p95 / from.targets[0].latencyMs.p95
}

function measure(options, durationMs) {
  // Each as long as it is asked to be.
  const more = { production: false, extend: false }
  const common = { method: 'GET', headers: [], warmupMs: 0, timeoutMs: 30_000, verifyTls: true, ...more }
  const log = { info() {}, warn() {} }
  const concurrency = Number(flags.concurrency)
  return load({ ...common, gates: [], concurrency, durationMs, ...options }, { ...nodeWorld(), log })
}

function report() {
  const { tolerance, concurrency, seconds, slower } = flags
  console.log(
    `${concurrency} users, gates p50 and p90 <base*${tolerance}, ${flags['side-by-side']} side by side; ${seconds} s against the same, ${flags['slower-seconds']} s against ${slower} times the latency\n`,
  )
  console.log(
    '| judge | of the same: FAIL | 95 % interval | of the slower: FAIL | 95 % interval |\n|---|---|---|---|---|',
  )
  const judges = {
    'in turns, by the gates': failsByGates,
    ...Object.fromEntries(
      naiveTolerances.map((limit) => [
        `one after the other, p95 more than ${percent(limit - 1)}`,
        ({ p95Ratio }) => p95Ratio > limit,
      ]),
    ),
  }
  for (const [name, fails] of Object.entries(judges)) {
    // One after the other, nobody knows.
    const known = (all) => (fails === failsByGates ? all.filter(isValid) : all)
    console.log(`| ${name} | ${share(known(results.same), fails)} | ${share(known(results.slower), fails)} |`)
  }
  console.log(
    `\n| in turns | ${verdicts.join(' | ')} | p50: median change | p50: median half interval | noise floor |\n|---|${verdicts.map(() => '---|').join('')}---|---|---|`,
  )
  for (const [kind, all] of Object.entries(results)) {
    const counts = verdicts.map((name) => all.filter(({ verdict }) => verdict === name).length)
    const p50s = all.flatMap(({ rows: [row] }) => (row?.interval ? [row] : []))
    const spread = [
      ({ change }) => change,
      ({ interval: [low, high] }) => (high - low) / 2,
      ({ noiseFloor }) => noiseFloor,
    ]
    console.log(`| ${kind} | ${[...counts, ...spread.map((value) => percent(median(p50s.map(value))))].join(' | ')} |`)
  }
  const failed = Object.values(results).map(
    (all) => all.filter(failsByGates).length / Math.max(1, all.filter(isValid).length),
  )
  if (failed[0] > mostFalse || failed[1] < leastFound) process.exitCode = 1
}

function failsByGates({ verdict }) {
  return verdict === 'FAIL'
}

function isValid({ verdict }) {
  return verdict !== 'INVALID'
}

function share(all, fails) {
  const count = all.filter(fails).length
  const { low, high } = shareInterval(count, all.length)
  return `${count} of ${all.length} | ${[low, high].map((end) => percent(Math.min(1, Math.max(0, end ?? 0)))).join(' to ')}`
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

function percent(value) {
  return value == null ? '-' : `${(100 * value).toFixed(1)} %`
}
