// How often a comparison is wrong: node bench/compare-load.mjs [runs] [seconds] [--slower 1.10] [--tolerance 1.05] [--concurrency 6] (after npm run build).
// Three servers of its own compute for a while and then wait, one of them longer. Each round measures four things: the first against the second,
// which is the same, and against the slower one, by `load --compare` and by two runs one after the other, whose values are divided and held against
// the tolerance. Both ways get the same time: a sequential run is half as long. Exit 1 when a comparison fails the same program.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import { nodeWorld } from '../dist/src/adapters/node-world.js'
import { load } from '../dist/src/commands/load.js'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    slower: { type: 'string', default: '1.10' },
    tolerance: { type: 'string', default: '1.05' },
    concurrency: { type: 'string', default: '6' },
    serve: { type: 'string' },
  },
})
const [runs = 3, seconds = 4] = positionals.map(Number)
const metrics = ['avg', 'p50', 'p90', 'p95', 'p99']

if (flags.serve) serve(Number(flags.serve))
else await bench()

/** Some of the time is the processor's, most is waiting, as of a service with a database. */
function serve(times) {
  const server = createServer((_, response) => {
    const until = process.hrtime.bigint() + BigInt(Math.round(500_000 * times))
    while (process.hrtime.bigint() < until);
    setTimeout(() => response.end('{"id":1}'), 10 * times)
  }).listen(0, '127.0.0.1', () => console.log(server.address().port))
}

async function start(times) {
  const child = spawn(process.execPath, [process.argv[1], '--serve', times], { stdio: ['ignore', 'pipe', 'inherit'] })
  process.on('exit', () => child.kill())
  const port = await new Promise((resolve) => child.stdout.once('data', (text) => resolve(String(text).trim())))
  return `http://127.0.0.1:${port}/`
}

async function bench() {
  const [base, same, slower] = [await start('1'), await start('1'), await start(flags.slower)]
  const results = { same: [], slower: [] }
  for (const url of [base, same, slower]) await measure({ url }, 1000)
  for (let round = 0; round < runs; round++) {
    for (const [kind, url] of Object.entries({ same, slower })) {
      results[kind].push({ turns: await turns(base, url, round), sequential: await sequential(base, url) })
      console.error(`round ${round + 1} of ${runs}, ${kind}: ${results[kind].at(-1).turns.said}`)
    }
  }
  report(results)
  process.exit()
}

/** The verdict of a gate for each metric, judged in one run. */
async function turns(base, url, round) {
  const gates = metrics.map((metric) => `${metric}<base*${flags.tolerance}`)
  const {
    gates: judged,
    verdict,
    reasons,
    comparison,
  } = await measure({ url, base: { kind: 'address', url: base }, seed: round + 1, gates }, seconds * 1000)
  const invalid = verdict === 'INVALID'
  const failed = metrics.filter((_, index) => !invalid && judged[index]?.verdict === 'FAIL')
  const passed = metrics.filter((_, index) => !invalid && judged[index]?.verdict === 'PASS')
  const worse = comparison.rows.filter((row) => !invalid && row.verdict === 'worse').map(({ metric }) => metric)
  const p50 = comparison.rows.find(({ metric }) => metric === 'p50')
  const said = invalid
    ? reasons[0].code
    : `p50 ${[p50.change, ...p50.interval].map((change) => (1 + change).toFixed(3)).join(' ')}`
  return { invalid, failed, passed, worse, change: p50.change, noiseFloor: comparison.noiseFloor, said }
}

/** What a script with a percentage does. */
async function sequential(base, url) {
  const [from, to] = [await measure({ url: base }, seconds * 500), await measure({ url }, seconds * 500)]
  const ratio = (metric) => to.targets[0].latencyMs[metric] / from.targets[0].latencyMs[metric]
  return { failed: metrics.filter((metric) => ratio(metric) > Number(flags.tolerance)), ratio: ratio('p50') }
}

function measure(options, durationMs) {
  const { files, machine, network, k6, input } = nodeWorld()
  const log = { info() {}, warn() {} }
  const common = { method: 'GET', headers: [], warmupMs: 0, timeoutMs: 30_000, verifyTls: true, production: false }
  const concurrency = Number(flags.concurrency)
  return load(
    { ...common, gates: [], concurrency, durationMs, ...options },
    { files, machine, network, k6, input, log },
  )
}

function report({ same, slower }) {
  const count = (all, kind, list, metric) => all.filter((each) => each[kind][list]?.includes(metric)).length
  const percent = ((Number(flags.slower) - 1) * 100).toFixed(0)
  console.log(
    `${runs} rounds of ${seconds} s, ${flags.concurrency} users, tolerance ${flags.tolerance}; INVALID: ${
      [...same, ...slower].filter(({ turns: { invalid } }) => invalid).length
    } of ${2 * runs} comparisons`,
  )
  const columns = [
    ['A/A FAIL, in turns', same, 'turns', 'failed'],
    ['A/A FAIL, sequential', same, 'sequential', 'failed'],
    ['A/A PASS, in turns', same, 'turns', 'passed'],
    ['A/A worse, in turns', same, 'turns', 'worse'],
    ['slower FAIL, in turns', slower, 'turns', 'failed'],
    ['slower FAIL, sequential', slower, 'sequential', 'failed'],
    ['slower worse, in turns', slower, 'turns', 'worse'],
  ]
  console.log(`| metric | ${columns.map(([title]) => title).join(' | ')} |`)
  console.log(`|---|${columns.map(() => '---|').join('')}`)
  for (const metric of metrics) {
    const cells = columns.map(([, all, way, list]) => `${count(all, way, list, metric)}/${runs}`)
    console.log(`| ${metric} | ${cells.join(' | ')} |`)
  }
  const spread = (values) => `${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`
  const ratios = (all) => all.flatMap(({ turns: { change } }) => (change === null ? [] : [1 + change]))
  console.log(
    `p50 against itself: in turns ${spread(ratios(same))}, sequential ${spread(same.map((each) => each.sequential.ratio))}`,
  )
  console.log(
    `p50 of ${percent} % slower: in turns ${spread(ratios(slower))}, sequential ${spread(slower.map((each) => each.sequential.ratio))}`,
  )
  if (same.some(({ turns: { failed } }) => failed.length > 0)) process.exitCode = 1
}
