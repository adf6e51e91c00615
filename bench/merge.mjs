// Whether segments are the whole: node bench/merge.mjs [seconds] [--rate 120] [--segments 3] [--tolerance 0.01] (after npm run build).
// A server of its own answers after times that are set: of any 1,000 requests in a row the quantiles are the same, whoever asks. It is loaded once by
// one process, and once by as many processes as there are segments, whose reports are merged. Prints both sides; exit 1 when a quantile or a count
// differs by more than the tolerance.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rate: { type: 'string', default: '120' },
    segments: { type: 'string', default: '3' },
    tolerance: { type: 'string', default: '0.01' },
  },
})
const seconds = Math.min(10, Number(positionals[0] ?? 9))
const segments = Number(flags.segments)
const cli = new URL('../dist/src/cli/bin.js', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'backwright-merge-'))
const names = ['p50', 'p90', 'p95', 'p99']

/** The golden ratio's multiples are spread as evenly as can be, and the tail is long. So slow that what the machine adds is within the tolerance. */
const latencyMs = (n) => 800 + 100 * -Math.log(1 - ((n * 0.6180339887498949) % 1) * 0.998)
let served = 0
const server = createServer((_, response) => {
  setTimeout(() => response.end('{"id":1}'), latencyMs(served++))
}).listen(0, '127.0.0.1', bench)

async function bench() {
  const url = `http://127.0.0.1:${server.address().port}/`
  const gates = ['p50<1000', 'p99<1500', 'success>99%'].flatMap((gate) => ['--gate', gate])
  const load = ['load', url, '--rate', flags.rate, '-c', '240', '-d', `${seconds}s`, '--warmup', '1s', ...gates]
  try {
    const [whole] = await reports([load])
    const parts = Array.from({ length: segments }, (_, index) => [...load, '--segment', `${index + 1}/${segments}`])
    await reports(parts)
    const files = parts.map((_, index) => join(folder, `${index}.json`))
    const merged = JSON.parse((await cliRun(['load', 'merge', ...files, '--json'])).stdout)
    print(whole, merged)
  } finally {
    rmSync(folder, { recursive: true })
    server.closeAllConnections()
    server.close()
  }
}

/** Of processes that run at the same time. */
async function reports(commands) {
  served = 0
  const files = commands.map((_, index) => join(folder, `${index}.json`))
  await Promise.all(commands.map((words, index) => cliRun([...words, '-o', files[index], '--force', '-q'])))
  return files.map((file) => JSON.parse(readFileSync(file, 'utf8')))
}

function cliRun(words) {
  const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.on('data', (text) => {
    stdout += text
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout })))
}

function print(whole, merged) {
  const [one, many] = [whole.targets[0], merged.targets[0]]
  const rows = [
    ['requests', one.requests.total, many.requests.total],
    ['per second', one.requests.ratePerSecond, many.requests.ratePerSecond],
    ...names.map((name) => [name, one.latencyMs[name], many.latencyMs[name]]),
  ]
  console.log(`${seconds} s at ${flags.rate}/s | one process | ${segments} segments, merged | difference`)
  let worst = 0
  for (const [name, from, to] of rows) {
    const difference = to / from - 1
    if (name.startsWith('p') && name !== 'per second') worst = Math.max(worst, Math.abs(difference))
    console.log(`${name} | ${from.toFixed(2)} | ${to.toFixed(2)} | ${(100 * difference).toFixed(2)} %`)
  }
  for (const name of names) {
    const interval = ({ latencyIntervalsMs }) => latencyIntervalsMs[name].map((end) => end?.toFixed(1) ?? 'unbounded')
    console.log(`${name}, 95 % interval | ${interval(one).join(' to ')} | ${interval(many).join(' to ')} |`)
  }
  for (const [index, { gate, verdict }] of whole.gates.entries()) {
    console.log(`${gate} | ${verdict} | ${merged.gates[index]?.verdict} |`)
  }
  for (const { verdict, reasons } of [whole, merged])
    console.log(verdict, reasons.map(({ message }) => message).join(' '))
  const agree = whole.verdict === merged.verdict && worst <= Number(flags.tolerance)
  console.log(agree ? 'They agree.' : `They do not agree: up to ${(100 * worst).toFixed(2)} %.`)
  if (!agree) process.exitCode = 1
}
