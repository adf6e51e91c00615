// Whether every operation of a document can be reached over HTTP and refuses what is wrong:
// node bench/scaffold-http.mjs SPEC… [--framework express] [--seed S] (after npm run build).
// Scaffolds each document for each framework, compiles it with tsc (strict, noUncheckedIndexedAccess), starts it, and sends each operation a request
// made from its schemas (the handler says by name which operation got it) and one that is spoilt. Operations that take no input have nothing to refuse. Exit 1
// when an operation is not reached or refuses nothing, or tsc complains.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { loadApi } from '../dist/src/openapi/load.js'
import { createRequests } from './scaffold-http/requests.mjs'
import { scaffolded } from './scaffold-http/server.mjs'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    framework: { type: 'string', multiple: true, default: ['express', 'fastify', 'koa'] },
    seed: { type: 'string', default: '1' },
  },
})
const attempts = 60
const table = {}
for (const spec of positionals) {
  const text = readFileSync(spec, 'utf8')
  const { api } = await loadApi(spec, { files: { read: async () => text } }, { allowRemote: false })
  const requests = createRequests(spec.endsWith('.json') ? JSON.parse(text) : parse(text))
  for (const framework of flags.framework)
    table[`${basename(spec)} ${framework}`] = await measure(spec, framework, api, requests)
}
console.table(table)

async function measure(spec, framework, api, requests) {
  const server = scaffolded(spec, framework)
  for (const line of server.complaints.slice(0, 10)) console.log(line)
  const boots = []
  for (let run = 0; run < 3; run++) {
    const { stop, ...told } = await server.start()
    boots.push(told)
    stop()
  }
  const { port, stop } = await server.start()
  const send = (sent) => answerOf(sent, port)
  let counts
  try {
    counts = await callAll(api, requests, send)
  } finally {
    stop()
    server.remove()
  }
  const quickest = boots.sort((a, b) => a.ms - b.ms)[0]
  if (counts.reached < api.operations.length || counts.refused + counts.without < api.operations.length)
    process.exitCode = 1
  if (server.complaints.length > 0) process.exitCode = 1
  return {
    operations: api.operations.length,
    reached: counts.reached,
    refused: counts.refused,
    'no input': counts.without,
    'tsc errors': server.complaints.length,
    'scaffold s': server.scaffold.seconds,
    'scaffold MB': server.scaffold.megabytes,
    'tsc s': server.tsc.seconds,
    'tsc MB': server.tsc.megabytes,
    'boot ms': Math.round(quickest.ms),
    'boot CPU ms': Math.round(quickest.cpuMs),
    'boot MB': quickest.megabytes,
  }
}

async function callAll(api, requests, send) {
  const counts = { reached: 0, refused: 0, without: 0 }
  for (const operation of api.operations) {
    if (
      await some(
        (seed) => requests.valid(operation, seed),
        ({ operation: name }) => name === operation.name,
        send,
        operation,
        'is not reached',
      )
    )
      counts.reached++
    if (operation.parameters.length === 0 && !operation.body) {
      counts.without++
      continue
    }
    const wrong = (seed, attempt) => (attempt < attempts / 2 ? requests.wrong : requests.nul)(operation, seed)
    if (
      await some(
        wrong,
        ({ status, code }) => (status === 400 || status === 415 ? code !== undefined : false),
        send,
        operation,
        'refuses nothing',
      )
    )
      counts.refused++
  }
  return counts
}

/** Whether one of many requests has the answer that is asked for. What fails with 500 is told. */
async function some(make, isRight, send, { name, method, path }, complaint) {
  let last
  for (let attempt = 0; attempt < attempts; attempt++) {
    const sent = make(`${flags.seed} ${name} ${attempt}`, attempt)
    last = { sent, answer: await send(sent) }
    if (last.answer.status >= 500) console.log(`${method} ${path} fails: ${JSON.stringify(last).slice(0, 500)}`)
    if (isRight(last.answer)) return true
  }
  console.log(`${method} ${path} (${name}) ${complaint}: ${JSON.stringify(last).slice(0, 700)}`)
  return false
}

async function answerOf({ method, path, headers, body }, port) {
  // Each on a connection of its own. Whatever goes wrong with one, also after its answer, ends the run, and so does an answer that does not come.
  const signal = AbortSignal.timeout(30_000)
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers, signal, agent: false })
  outgoing.end(body)
  const [response] = await once(outgoing, 'response')
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  const envelope = text.startsWith('{"error"') ? JSON.parse(text).error : undefined
  return {
    status: response.statusCode,
    operation: response.headers['x-operation'],
    code: envelope?.code,
    details: envelope?.details,
  }
}
