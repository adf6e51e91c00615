// What a request costs k6 with our runner script: node bench/load-cost.mjs [seconds] [--rounds 6] [--limit 1.15] [--operations 4] (after npm run build).
// The smallest script that there can be, and at its side `load`, ask a server of this machine, with 2 users each. Every quarter of a second the processor
// time of both (Linux tells it) is divided by the requests that the server has seen of each: what else goes on slows both down, and drops out of the ratio.
// Prints the middle ratio and its quartiles of one address; of the smallest script again, which is the noise; of the operations of a document; and of a
// script for the same addresses that somebody would write by hand, with a tag that keeps their numbers apart. Exit 1 when one address costs more than the
// limit, or a report comes later than a second after the end of its k6.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findK6 } from '../dist/src/adapters/k6/find.js'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '6' },
    limit: { type: 'string', default: '1.15' },
    operations: { type: 'string', default: '4' },
  },
})
const seconds = Math.min(60, Math.max(2, Number(positionals[0] ?? 5)))
const users = 2
const windowMs = 250
const longestReportMs = 1000
const cli = new URL('../dist/src/cli/bin.js', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'backwright-cost-'))
const file = (name) => join(folder, name)
const k6 = await findK6()
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** As little work as an answer can be: k6 sends a request only when it has the last answer, so each piece of data is one. */
const answer = Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"id":1}')
const [ofSmallest, ofOther] = await Promise.all([counting(), counting()])

/** A server that counts. */
async function counting() {
  const counter = { answered: 0 }
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', () => {
      counter.answered++
      socket.write(answer)
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return Object.assign(counter, { url: `http://127.0.0.1:${server.address().port}` })
}

try {
  writeFiles()
  const { url } = ofOther
  const ways = {
    'one address': () => load(url),
    'smallest again': () => script('smallest.js', 'other', `${url}/`),
    'by hand': () => script('by-hand.js', 'other', url),
    document: () => load(url, '--spec', file('api.json')),
  }
  report(await measured(ways))
} finally {
  rmSync(folder, { recursive: true })
  // With its servers.
  setImmediate(() => process.exit())
}

/** The k6 that both use tells who it is, and when it ended. */
function writeFiles() {
  const wrapper = (name) => `#!/bin/bash
[ "$1" = run ] || exec '${k6.path}' "$@"
'${k6.path}' "$@" &
echo $! >'${file(`${name}.pid`)}'
wait $!
code=$?
echo "$EPOCHREALTIME" >'${file(`${name}.end`)}'
exit $code
`
  for (const name of ['smallest', 'other']) writeFileSync(file(name), wrapper(name), { mode: 0o755 })
  const names = Array.from({ length: Number(flags.operations) }, (_, index) => `operation${index}`)
  const options = `scenarios: { all: { executor: 'constant-vus', vus: ${users}, duration: __ENV.SECONDS + 's' } }`
  const smallest = `import http from 'k6/http'
export const options = { ${options} }
const url = __ENV.URL
export default () => { http.get(url) }
`
  writeFileSync(file('smallest.js'), smallest)
  const byHand = `import http from 'k6/http'
const names = ${JSON.stringify(names)}
const thresholds = Object.fromEntries(names.map((name) => ['http_req_duration{operation:' + name + '}', ['p(99)<10000']]))
export const options = { ${options}, thresholds }
export default () => {
  const operation = names[__ITER % names.length]
  http.get(__ENV.URL + '/' + operation + '?page=' + (1 + (__ITER % 9)), { tags: { operation } })
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

function script(path, by, url, time = seconds) {
  return started(file(by), ['run', '--quiet', '-e', `SECONDS=${time}`, '-e', `URL=${url}`, file(path)])
}

function load(url, ...more) {
  return started(process.execPath, [cli, 'load', `${url}/`, '-c', users, '-d', seconds, '--json', ...more])
}

/** A program, and when it is over: the exit code and what it printed. */
function started(command, args) {
  const child = spawn(command, args.map(String), {
    env: { ...process.env, K6_BIN: file('other'), K6_NO_USAGE_REPORT: 'true' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let out = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, endedAt: Date.now() })))
}

/** Side by side with the smallest script: how many times as much it cost in each window, and how long it ended after its k6. */
async function besideSmallest(start) {
  Object.assign(ofSmallest, { answered: 0 })
  Object.assign(ofOther, { answered: 0 })
  for (const name of ['smallest.pid', 'other.pid']) rmSync(file(name), { force: true })
  const other = start()
  let isOver = false
  other.then(() => {
    isOver = true
  })
  // At about the same time: a k6 that has grown clears its memory less often.
  while (!isOver && ofOther.answered === 0) await pause(5)
  const smallest = script('smallest.js', 'smallest', `${ofSmallest.url}/`, 600)
  const windows = await windowsUntil(() => isOver)
  const { code, out, endedAt } = await other
  process.kill(pidOf('smallest'), 'SIGKILL')
  await smallest
  // A k6 that is short of processor makes a report INVALID, and is what is measured here.
  if (code !== 0 && code !== 5) throw new Error(`It ended with ${code}: ${out}`)
  return { windows, reportMs: endedAt - Number(readFileSync(file('other.end'), 'utf8').replace(',', '.')) * 1000 }
}

/** Not the first moments, in which a k6 makes its users and grows, and not the last ones, in which it writes its summary. */
async function windowsUntil(isOver) {
  while (!isOver() && Math.min(ofSmallest.answered, ofOther.answered) < 1000) await pause(5)
  await pause(500)
  const windows = []
  let before = look()
  while (!isOver()) {
    await pause(windowMs)
    const now = look()
    if (!now || !before) break
    const [smallest, other] = now.map(({ us, answered }, index) => {
      return (us - before[index].us) / (answered - before[index].answered)
    })
    windows.push({ us: smallest, ratio: other / smallest })
    before = now
  }
  return windows.slice(0, -2)
}

/** What both have used, and for how many requests; undefined once one of them has ended. */
function look() {
  try {
    return [
      { us: usedUs('smallest'), answered: ofSmallest.answered },
      { us: usedUs('other'), answered: ofOther.answered },
    ]
  } catch {
    return undefined
  }
}

/** Of all its threads. */
function usedUs(name) {
  const tasks = `/proc/${pidOf(name)}/task`
  const texts = readdirSync(tasks).map((task) => readFileSync(join(tasks, task, 'schedstat'), 'utf8'))
  return texts.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0) / 1000
}

function pidOf(name) {
  return Number(readFileSync(file(`${name}.pid`), 'utf8'))
}

async function measured(ways) {
  const costs = Object.fromEntries(Object.keys(ways).map((name) => [name, { windows: [], reportMs: 0 }]))
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const [name, start] of Object.entries(ways)) {
      const { windows, reportMs } = await besideSmallest(start)
      costs[name].windows.push(...windows)
      costs[name].reportMs = Math.max(costs[name].reportMs, reportMs)
      console.error(`round ${round + 1}, ${name}: ${quantile(windows, 'ratio', 0.5).toFixed(3)} of ${windows.length}`)
    }
  }
  return costs
}

function quantile(windows, key, share) {
  const values = windows.map((window) => window[key]).toSorted((a, b) => a - b)
  return values[Math.floor((values.length - 1) * share)]
}

function report(costs) {
  console.log(`k6 ${k6.version}, ${flags.rounds} runs of each, ${seconds} s each`)
  console.log(
    '| | smallest script, us a request | times as much | quartiles | report after k6, at most, ms |\n|---|---|---|---|---|',
  )
  for (const [name, { windows, reportMs }] of Object.entries(costs)) {
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(windows, 'ratio', share).toFixed(3))
    const late = isOurs(name) ? reportMs.toFixed(0) : '-'
    console.log(`| ${name} | ${quantile(windows, 'us', 0.5).toFixed(1)} | ${middle} | ${low} to ${high} | ${late} |`)
  }
  const wrong = [
    ...(quantile(costs['one address'].windows, 'ratio', 0.5) > Number(flags.limit)
      ? [`One address costs more than ${flags.limit} times as much.`]
      : []),
    ...Object.entries(costs).flatMap(([name, { reportMs }]) =>
      isOurs(name) && reportMs > longestReportMs ? [`The report of ${name} came ${reportMs.toFixed(0)} ms late.`] : [],
    ),
  ]
  for (const line of wrong) console.error(line)
  if (wrong.length > 0) process.exitCode = 1
}

function isOurs(name) {
  return name === 'one address' || name === 'document'
}
