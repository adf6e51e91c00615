// How many requests a second a generated server answers, with validation on, beside what somebody would write by hand with the same Zod schemas
// (bench/scaffold-requests/by-hand.mjs): node bench/scaffold-requests.mjs [--framework express] [--rounds 10] (after npm run build).
// Both servers run at once and are asked in turns, A B B A; what counts is the median of the ratios of each round. "CPU" is the same by the servers' CPU
// time, which other programs disturb less. Exit 1 when a generated server answers less than 0.95 of what the other one does.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { scaffolded } from './scaffold-http/server.mjs'
import { saturate } from './scaffold-requests/client.mjs'

const least = 0.95
const { values: flags } = parseArgs({
  options: {
    framework: { type: 'string', multiple: true, default: ['express', 'fastify', 'koa'] },
    rounds: { type: 'string', default: '10' },
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
  const servers = await Promise.all(['generated', 'by-hand'].map((kind) => start(kind, framework, made.folder)))
  for (const [name, request] of Object.entries(requests)) {
    table[`${framework} ${name}`] = await compare(servers, request)
  }
  for (const { child } of servers) child.disconnect()
  made.remove()
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

async function compare([generated, other], request) {
  for (const server of [generated, other]) await measure(server, request, 1000)
  const rounds = []
  for (let round = 0; round < Number(flags.rounds); round++) {
    const order = round % 2 === 0 ? [generated, other] : [other, generated]
    const results = new Map()
    for (const server of order) results.set(server, await measure(server, request, 1000))
    rounds.push({ ours: results.get(generated), theirs: results.get(other) })
  }
  const ratios = (what) => median(rounds.map(({ ours, theirs }) => ours[what] / theirs[what]))
  return {
    'generated/s': Math.round(median(rounds.map(({ ours }) => ours.perSecond))),
    'by hand/s': Math.round(median(rounds.map(({ theirs }) => theirs.perSecond))),
    ratio: rounded(ratios('perSecond')),
    CPU: rounded(ratios('perCpuSecond')),
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
