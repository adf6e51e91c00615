// What a request costs k6 with our runner script: node bench/load-cost.mjs [seconds] [--rounds 2] [--limit 1.15] [--operations 4] (after npm run build).
// 4 users ask a server of this machine for so long, once with `load` and once with the smallest script that there can be, in the order A B B A.
// Prints the processor time of k6 for each request, without that of its start, and how long our report comes after the end of k6. Exit 1 when one
// address costs more than the limit times the smallest script, or a report takes longer than a second. Shown beside it: the operations of a document, and a
// script for the same addresses that somebody would write by hand, with a tag that keeps their numbers apart.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findK6 } from '../dist/src/adapters/k6/find.js'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '2' },
    limit: { type: 'string', default: '1.15' },
    operations: { type: 'string', default: '4' },
  },
})
const seconds = Math.min(60, Number(positionals[0] ?? 6))
/** Of the runs that show what a start costs. */
const shortSeconds = 1
const users = 4
const longestReportMs = 1000
const cli = new URL('../dist/src/cli/bin.js', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'backwright-cost-'))
const file = (name) => join(folder, name)
const k6 = await findK6()

/** As little work as an answer can be: k6 sends a request only when it has the last answer, so each piece of data is one. */
const answer = Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"id":1}')
let answered = 0
const server = createServer((socket) => {
  socket.on('error', () => socket.destroy())
  socket.on('data', () => {
    answered++
    socket.write(answer)
  })
}).listen(0, '127.0.0.1', bench)

async function bench() {
  const url = `http://127.0.0.1:${server.address().port}`
  try {
    writeFiles(url)
    const ways = {
      smallest: (time) => script('smallest.js', time),
      'one address': (time) => load(url, time),
      'by hand': (time) => script('by-hand.js', time),
      document: (time) => load(url, time, '--spec', file('api.json')),
    }
    const costs = await measured(ways)
    report(costs)
  } finally {
    rmSync(folder, { recursive: true })
    server.close()
  }
}

/** The k6 that all use tells what it took, and when it ended. */
function writeFiles(url) {
  const wrapper = `#!/bin/bash
[ "$1" = run ] || exec '${k6.path}' "$@"
'${k6.path}' "$@"
code=$?
{ echo "$EPOCHREALTIME"; times; } >'${file('times')}'
exit $code
`
  writeFileSync(file('k6'), wrapper, { mode: 0o755 })
  const scenario = `{ executor: 'constant-vus', vus: ${users}, duration: __ENV.SECONDS + 's' }`
  const smallest = `import http from 'k6/http'
export const options = { scenarios: { all: ${scenario} } }
export default () => { http.get('${url}/') }
`
  writeFileSync(file('smallest.js'), smallest)
  const names = Array.from({ length: Number(flags.operations) }, (_, index) => `operation${index}`)
  const byHand = `import http from 'k6/http'
const names = ${JSON.stringify(names)}
const thresholds = Object.fromEntries(names.map((name) => ['http_req_duration{operation:' + name + '}', ['p(99)<10000']]))
export const options = { scenarios: { all: ${scenario} }, thresholds }
export default () => {
  const operation = names[__ITER % names.length]
  http.get('${url}/' + operation + '?page=' + (1 + (__ITER % 9)), { tags: { operation } })
}
`
  writeFileSync(file('by-hand.js'), byHand)
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'object' } } } } }
  const parameters = [{ name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9 } }]
  const paths = Object.fromEntries(
    names.map((name) => [`/${name}`, { get: { operationId: name, parameters, responses } }]),
  )
  writeFileSync(file('api.json'), JSON.stringify({ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths }))
}

function script(name, time) {
  return timed(file('k6'), ['run', '--quiet', '-e', `SECONDS=${time}`, file(name)])
}

function load(url, time, ...more) {
  return timed(process.execPath, [cli, 'load', `${url}/`, '-c', users, '-d', time, '--json', ...more])
}

/** Processor time of k6, for how many requests, and how long after its end the program ended that had started it. */
async function timed(command, args) {
  answered = 0
  const child = spawn(command, args.map(String), {
    env: { ...process.env, K6_BIN: file('k6'), K6_NO_USAGE_REPORT: 'true' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  const endedAt = Date.now()
  // A k6 that is short of processor makes a report INVALID, and is what is measured here.
  if (code !== 0 && code !== 5) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${out}`)
  // The shell's own times, and below them those of k6.
  const [end, , ofK6] = readFileSync(file('times'), 'utf8').split('\n')
  const [user, system] = ofK6
    .split(' ')
    .map((text) => Number(/^(\d+)m/.exec(text)[1]) * 60 + Number(/m([\d.]+)s/.exec(text)[1]))
  return { cpuMs: (user + system) * 1000, requests: answered, reportMs: endedAt - Number(end.replace(',', '.')) * 1000 }
}

async function measured(ways) {
  const names = Object.keys(ways)
  const costs = Object.fromEntries(names.map((name) => [name, { starts: [], runs: [], reportMs: 0 }]))
  const forth = [...names, ...names.toReversed()]
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const name of forth) {
      costs[name].starts.push(await ways[name](shortSeconds))
      const run = await ways[name](seconds)
      costs[name].runs.push(run)
      costs[name].reportMs = Math.max(costs[name].reportMs, run.reportMs)
      console.error(`round ${round + 1}, ${name}: ${(run.cpuMs / 1000).toFixed(2)} s for ${run.requests} requests`)
    }
  }
  return costs
}

function report(costs) {
  const sum = (values, key) => values.reduce((sum, value) => sum + value[key], 0)
  const more = ({ starts, runs }, key) => sum(runs, key) - sum(starts, key)
  const perRequest = (cost) => (1000 * more(cost, 'cpuMs')) / more(cost, 'requests')
  const startMs = (cost) =>
    (sum(cost.starts, 'cpuMs') - (perRequest(cost) * sum(cost.starts, 'requests')) / 1000) / cost.starts.length
  const ratio = (name) => perRequest(costs[name]) / perRequest(costs.smallest)
  console.log(`k6 ${k6.version}, ${users} users, ${2 * Number(flags.rounds)} runs of each, ${seconds} s each`)
  console.log('| | microseconds a request | ratio | start, ms | report after k6, at most, ms |\n|---|---|---|---|---|')
  for (const [name, cost] of Object.entries(costs)) {
    const late = name === 'smallest' || name === 'by hand' ? '-' : cost.reportMs.toFixed(0)
    console.log(
      `| ${name} | ${perRequest(cost).toFixed(1)} | ${ratio(name).toFixed(3)} | ${startMs(cost).toFixed(0)} | ${late} |`,
    )
  }
  const wrong = [
    ...(ratio('one address') > Number(flags.limit)
      ? [`One address costs more than ${flags.limit} times as much.`]
      : []),
    ...Object.entries(costs).flatMap(([name, { reportMs }]) =>
      name !== 'smallest' && reportMs > longestReportMs
        ? [`The report of ${name} came ${reportMs.toFixed(0)} ms late.`]
        : [],
    ),
  ]
  for (const line of wrong) console.error(line)
  if (wrong.length > 0) process.exitCode = 1
}
