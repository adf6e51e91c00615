// node server.mjs generated|by-hand FRAMEWORK FOLDER: serves the scaffold in FOLDER/dist, or its equivalent by hand, and says its port, and how much CPU
// it has used whenever it is asked on its standard input.
import { pathToFileURL } from 'node:url'
import { byHand } from './by-hand.mjs'

const [, , kind, framework, folder] = process.argv
const from = (name) => import(pathToFileURL(`${folder}/${name}`).href)

const order = {
  id: '6b1f0c1e-3f0a-4c39-9c0e-2a1b3c4d5e6f',
  placedAt: '2026-03-01T12:00:00Z',
  items: [{ sku: 'ABC-123', quantity: 2, price: 19.99 }],
  address: { street: 'Main Street 1', city: 'Springfield', country: 'US' },
}
const handlers = {
  listOrders: async ({ query }) => ({
    status: 200,
    body: Array.from({ length: Math.min(query.limit, 5) }, () => order),
  }),
  createOrder: async ({ body }) => ({ status: 201, body: { ...order, items: body.items, address: body.address } }),
}

const server = await listening(
  kind === 'generated' ? await generated() : (await byHand[framework](await from('dist/validators.js'), handlers))(0),
)
process.send({ port: server.address().port })
process.on('message', () => process.send({ cpu: process.cpuUsage() }))
process.on('disconnect', () => process.exit())

async function generated() {
  const [{ start }, { api }] = await Promise.all([from('mount.mjs'), from('dist/index.js')])
  return start(api({ handlers }))
}

async function listening(started) {
  const made = await started
  if (!made.listening) await new Promise((done) => made.once('listening', done))
  return made
}
