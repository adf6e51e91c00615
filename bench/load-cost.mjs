// What a request costs k6 with our runner script: node bench/load-cost.mjs [requests] [--rounds 2] [--limit 1.15] (after npm run build).
// 4 users make so many requests to a server of this machine, once with `load` and once with the smallest script that there can be, in the order A B B A.
// Prints the processor time of k6 for each request, without that of its start, and how long our report comes after the end of k6. Exit 1 when one
// address costs more than the limit times the smallest script, or a report takes longer than a second. The operations of a document are shown beside it.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findK6 } from '../dist/src/adapters/k6/find.js'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '2' }, limit: { type: 'string', default: '1.15' } },
})
const requests = Math.min(100_000, Number(positionals[0] ?? 40_000))
const users = 4
const longestReportMs = 1000
const cli = new URL('../dist/src/cli/bin.js', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'backwright-cost-'))
const file = (name) => join(folder, name)
const k6 = await findK6()

/** As little work as an answer can be: k6 sends a request only when it has the last answer, so each piece of data is one. */
const answer = Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"id":1}')
const server = createServer((socket) => {
  socket.on('error', () => socket.destroy())
  socket.on('data', () => socket.write(answer))
}).listen(0, '127.0.0.1', bench)

async function bench() {
  const url = `http://127.0.0.1:${server.address().port}`
  try {
    writeFiles(url)
    const ways = {
      smallest: (number) => timed(file('k6'), ['run', '--quiet', '-e', `NUMBER=${number}`, file('smallest.js')]),
      'one address': (number) => load(url, number),
      document: (number) => load(url, number, '--spec', file('api.json')),
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
  const scenario = `{ executor: 'shared-iterations', vus: ${users}, iterations: Number(__ENV.NUMBER), maxDuration: '10m' }`
  const smallest = `import http from 'k6/http'
export const options = { scenarios: { all: ${scenario} } }
export default () => { http.get('${url}/') }
`
  writeFileSync(file('smallest.js'), smallest)
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'object' } } } } }
  const parameters = [{ name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9 } }]
  const paths = Object.fromEntries(
    ['users', 'orders', 'books', 'shops'].map((name) => [
      `/${name}`,
      { get: { operationId: name, parameters, responses } },
    ]),
  )
  writeFileSync(file('api.json'), JSON.stringify({ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths }))
}

function load(url, number, ...more) {
  return timed(process.execPath, [cli, 'load', `${url}/`, '-c', users, '--iterations', number, '--json', ...more])
}

/** Processor time of k6, and how long after its end the program ended that had started it. */
async function timed(command, args) {
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
  return { cpuMs: (user + system) * 1000, reportMs: endedAt - Number(end.replace(',', '.')) * 1000 }
}

async function measured(ways) {
  const names = Object.keys(ways)
  const costs = Object.fromEntries(names.map((name) => [name, { starts: [], wholes: [], reportMs: 0 }]))
  const forth = [...names, ...names.toReversed()]
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const name of forth) {
      costs[name].starts.push((await ways[name](users)).cpuMs)
      const { cpuMs, reportMs } = await ways[name](requests)
      costs[name].wholes.push(cpuMs)
      costs[name].reportMs = Math.max(costs[name].reportMs, reportMs)
      console.error(`round ${round + 1}, ${name}: ${(cpuMs / 1000).toFixed(2)} s for ${requests} requests`)
    }
  }
  return costs
}

function report(costs) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
  const perRequest = ({ starts, wholes }) => (1000 * (mean(wholes) - mean(starts))) / (requests - users)
  const ratio = (name) => perRequest(costs[name]) / perRequest(costs.smallest)
  console.log(`k6 ${k6.version}, ${requests} requests by ${users} users, ${2 * Number(flags.rounds)} runs of each`)
  console.log('| | microseconds a request | ratio | start, ms | report after k6, at most, ms |\n|---|---|---|---|---|')
  for (const [name, cost] of Object.entries(costs)) {
    const late = name === 'smallest' ? '-' : cost.reportMs.toFixed(0)
    console.log(
      `| ${name} | ${perRequest(cost).toFixed(1)} | ${ratio(name).toFixed(3)} | ${mean(cost.starts).toFixed(0)} | ${late} |`,
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
