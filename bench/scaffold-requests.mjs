// How many requests a second a generated server answers, with validation on, beside what somebody would write by hand with the same Zod schemas
// (bench/scaffold-requests/by-hand.mjs): node bench/scaffold-requests.mjs [--framework express] [--pairs 7] [--rounds 5] (after npm run build).
// Both servers run at once and are asked in turns, A B B A. Of a pair of processes the median of its rounds' ratios counts, and of several pairs the
// median, because two processes of the same program differ by up to 8 % for as long as they live. "CPU" is the same by the servers' CPU time, which other
// programs disturb less. Exit 1 when a generated server answers less than 0.95 of what the other one does.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { scaffolded } from './scaffold-http/server.mjs'
import { saturate } from './scaffold-requests/client.mjs'

const least = 0.95
const { values: flags } = parseArgs({
  options: {
    framework: { type: 'string', multiple: true, default: ['express', 'fastify', 'koa'] },
    pairs: { type: 'string', default: '7' },
    rounds: { type: 'string', default: '5' },
  },
})

const body = JSON.stringify({
  items: Array.from({ length: 8 }, (_, index) => ({
    sku: `SKU-${index}00`,
    quantity: index + 1,
    price: 9.5,
    note: null,
  })),
  address: { street: 'Main Street 1', city: 'Springfield', country: 'US' },
  email: 'someone@example.com',
})
const head = 'Host: 127.0.0.1\r\nAccept: application/json\r\n'
const requests = {
  'GET, list': { status: 200, text: `GET /customers/42/orders?limit=5&status=open HTTP/1.1\r\n${head}\r\n` },
  'POST, valid': post('/customers/42/orders', body, 201),
  'POST, invalid': post('/customers/0/orders', body.replace('"US"', '"us"'), 400),
}

const table = {}
for (const framework of flags.framework) {
  const made = scaffolded('bench/scaffold-requests/api.yaml', framework)
  const pairs = []
  for (let pair = 0; pair < Number(flags.pairs); pair++) pairs.push(await comparePair(framework, made.folder))
  made.remove()
  for (const name of Object.keys(requests)) table[`${framework} ${name}`] = summary(pairs.map((pair) => pair[name]))
}
console.table(table)
if (Object.values(table).some(({ ratio }) => ratio < least)) process.exitCode = 1

function post(path, text, status) {
  const length = `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n`
  return { status, text: `POST ${path} HTTP/1.1\r\n${head}${length}\r\n${text}` }
}

async function start(kind, framework, folder) {
  const child = fork('bench/scaffold-requests/server.mjs', [kind, framework, folder])
  const [{ port }] = await once(child, 'message')
  return { child, port }
}

async function comparePair(framework, folder) {
  const servers = await Promise.all(['generated', 'by-hand'].map((kind) => start(kind, framework, folder)))
  const results = {}
  for (const [name, request] of Object.entries(requests)) results[name] = await compare(servers, request)
  for (const { child } of servers) child.disconnect()
  return results
}

async function compare([generated, other], request) {
  for (const server of [generated, other]) await measure(server, request, 1000)
  const rounds = []
  for (let round = 0; round < Number(flags.rounds); round++) {
    const order = round % 2 === 0 ? [generated, other] : [other, generated]
    const results = new Map()
    for (const server of order) results.set(server, await measure(server, request, 700))
    rounds.push({ ours: results.get(generated), theirs: results.get(other) })
  }
  const of = (value) => median(rounds.map(value))
  return {
    ours: of(({ ours }) => ours.perSecond),
    theirs: of(({ theirs }) => theirs.perSecond),
    ratio: of(({ ours, theirs }) => ours.perSecond / theirs.perSecond),
    cpu: of(({ ours, theirs }) => ours.perCpuSecond / theirs.perCpuSecond),
  }
}

function summary(pairs) {
  const of = (what) => median(pairs.map((pair) => pair[what]))
  const ratios = pairs.map(({ ratio }) => rounded(ratio))
  return {
    'generated/s': Math.round(of('ours')),
    'by hand/s': Math.round(of('theirs')),
    ratio: rounded(of('ratio')),
    'of pairs': `${Math.min(...ratios)} to ${Math.max(...ratios)}`,
    CPU: rounded(of('cpu')),
  }
}

async function measure({ child, port }, { text, status }, milliseconds) {
  const before = await cpuSeconds(child)
  const count = await saturate(port, text, status, { connections: 32, milliseconds })
  return { perSecond: (count / milliseconds) * 1000, perCpuSecond: count / ((await cpuSeconds(child)) - before) }
}

async function cpuSeconds(child) {
  child.send('cpu')
  const [{ cpu }] = await once(child, 'message')
  return (cpu.user + cpu.system) / 1e6
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function rounded(ratio) {
  return Math.round(ratio * 100) / 100
}
