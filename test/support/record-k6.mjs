// Records what the real k6 gives for our runner script: node test/support/record-k6.mjs [name ...] (after npm run build).
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { nodeWorld } from '../../dist/src/adapters/node-world.js'

const server = createServer((request, response) => {
  if (request.url === '/ok') setTimeout(() => response.end('{"id":1}'), 20)
  else if (request.url === '/slower') setTimeout(() => response.end('{"id":1}'), 30)
  else if (request.url === '/half') response.writeHead(Math.random() < 0.5 ? 200 : 500).end()
  else if (request.url === '/failing') response.writeHead(503).end('busy')
  else if (request.url !== '/hanging') response.writeHead(404).end()
}).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const base = `http://127.0.0.1:${server.address().port}`

const plan = {
  schemaVersion: 1,
  arms: [{ name: 'target', target: { url: `${base}/ok`, method: 'GET', headers: {} } }],
  shape: { kind: 'users', users: { start: 4, stages: [] }, durationMs: 2000 },
  warmupMs: 0,
  timeoutMs: 500,
  verifyTls: true,
  reuse: true,
  seed: 1,
  blocks: 0,
  expected: { min: 200, max: 399 },
}
const at = (url) => ({ ...plan, arms: [{ name: 'target', target: { ...plan.arms[0].target, url } }] })
const turns = (path) => {
  const arm = (name, url) => ({ name, target: { ...plan.arms[0].target, url } })
  const arms = [arm('base', `${base}/ok`), arm('candidate', `${base}${path}`)]
  return { ...plan, arms, blocks: 20, shape: { ...plan.shape, users: { start: 30, stages: [] } } }
}
const rate = (perSecond, users) => ({
  kind: 'rate',
  perSecond: { start: perSecond, stages: [] },
  users,
  durationMs: 2000,
})
const plans = {
  ok: plan,
  failing: at(`${base}/failing`),
  hanging: at(`${base}/hanging`),
  refused: at('http://127.0.0.1:1/'),
  throwing: { ...plan, arms: [{ name: 'target' }] },
  'bad-plan': { ...plan, shape: { ...plan.shape, users: { start: 0, stages: [] } } },
  rate: { ...plan, shape: rate(100, 50) },
  dropping: { ...plan, shape: rate(100, 1) },
  'turns-same': turns('/ok'),
  'turns-slower': turns('/slower'),
  'turns-half': turns('/half'),
  'turns-failing': turns('/failing'),
  timeline: { ...at(`${base}/half`), blocks: 20 },
  iterations: { ...plan, shape: { kind: 'iterations', users: 4, iterations: 10_000, longestMs: 1000 } },
}

const { k6, log } = nodeWorld()
const binary = await k6.install(log)
mkdirSync('test/recordings', { recursive: true })
const wanted = process.argv.slice(2)
for (const [name, each] of Object.entries(plans)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const run = await k6.run(binary, { script: 'run', plan: each })
  const file = `test/recordings/k6-v${binary.version}-${name}.json`
  // Where the recording was made is nobody's business.
  writeFileSync(file, `${JSON.stringify({ plan: each, run }, null, 1)}\n`.replaceAll(process.cwd(), '.'))
  console.log(file, run.exitCode, run.errors.length)
}
server.closeAllConnections()
server.close()
