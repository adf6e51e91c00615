// Scaffolds, compiles and boots a server, and sends requests that it must answer and requests that it must refuse.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backwright, bad, fail, good, say, show } from './story.mjs'

const main = `import express from 'express'
import { api } from './api/index.js'

// Nothing guards the operations here: the demo has no users.
const server = express()
  .use(api({ auth: false }))
  .listen(0, '127.0.0.1', () => console.log(JSON.stringify(server.address())))
`

const handler = `import type { Handlers } from '../../runtime.js'

export const listBooks: Handlers['listBooks'] = async ({ query }) => ({
  status: 200,
  body: { books: books.slice(0, query.limit) },
})

const books = ['Emma', 'Middlemarch', 'Villette'].map((title, index) => ({
  isbn: \`978000000000\${index}\`,
  title,
  authors: [{ name: 'Somebody' }],
  price: { amount: 1200, currency: 'EUR' },
  addedAt: '2026-01-31T12:00:00Z',
}))
`

const compilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  target: 'ES2023',
  module: 'NodeNext',
  skipLibCheck: true,
  outDir: 'dist',
  types: ['node'],
}

/** Resolves to the address, the path that a load test may take, and a way to stop. */
export async function scaffoldServer({ spec, own, folder }) {
  const args = ['scaffold', spec, '-f', 'express', '-o', join(folder, 'api')]
  const { operations } = JSON.parse(backwright(args, { json: true }).stdout)
  say(`Wrote types, Zod validators, routes and ${operations.length} handlers that are yours:`)
  show(operations.map(({ method, path, handler: file }) => `${method.toUpperCase()} ${path} -> ${file}`).join('\n'), 10)
  if (own) writeHandler(folder, args)
  compile(folder)
  const { address, stop } = await boot(folder)
  const requests = own ? ownRequests : operations.slice(0, 5).map(anyRequest)
  for (const request of requests) await send(address, request)
  return { ...(await loadTarget(address, own, operations)), stop }
}

function writeHandler(folder, args) {
  writeFileSync(join(folder, 'api/handlers/books/listBooks.ts'), handler)
  say('\nOne handler is written by hand. A second run leaves it alone:')
  const { files } = JSON.parse(backwright(args, { json: true }).stdout)
  const changed = files.filter(({ action }) => action !== 'unchanged' && action !== 'kept')
  good(`${files.filter(({ action }) => action === 'kept').length} handlers kept, ${changed.length} files changed`)
}

function compile(folder) {
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  writeFileSync(join(folder, 'main.ts'), main)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['main.ts', 'api'] }))
  const tsc = resolve('node_modules/typescript/bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
  if (status !== 0) {
    show(stdout)
    fail('What was generated does not compile. This is a bug of ours; please report it.')
  }
  good('tsc --strict --noUncheckedIndexedAccess finds nothing to say')
}

async function boot(folder) {
  const child = spawn(process.execPath, [join(folder, 'dist/main.js')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [text] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => ['{}'])])
  const { port } = JSON.parse(text)
  if (port === undefined) fail('The server did not start.')
  good(`it listens on 127.0.0.1:${port}\n`)
  return { address: `http://127.0.0.1:${port}`, stop: () => child.kill() }
}

const ownRequests = [
  { method: 'GET', path: '/books?limit=2', expected: [200] },
  { method: 'GET', path: '/books?limit=0&genre=fiction,cooking', expected: [400] },
  { method: 'GET', path: '/books/bestsellers', expected: [501] },
  { method: 'GET', path: '/books/not-an-isbn', expected: [400] },
  { method: 'POST', path: '/orders', body: { lines: [], delivery: { kind: 'Drone' } }, expected: [400] },
  { method: 'PUT', path: '/books', expected: [405] },
]

function anyRequest({ method, path }) {
  return { method: method.toUpperCase(), path: path.replace(/\{[^}]*\}/g, '1'), expected: [400, 415, 501] }
}

async function send(address, { method, path, body, expected }) {
  const response = await fetch(address + path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const text = await response.text()
  const line = `${method} ${path}${body ? ` ${JSON.stringify(body)}` : ''} -> ${response.status}`
  if (expected.includes(response.status)) good(line)
  else bad(line)
  show(text.length > 300 ? `${text.slice(0, 300)} ...` : text)
}

/** Where a load test may go: without a handler, to an operation that is reached without parameters, or else to whatever refuses. */
async function loadTarget(address, own, operations) {
  if (own) return { url: `${address}/books?limit=2` }
  const paths = operations.filter(({ method }) => method.toUpperCase() === 'GET').map(({ path }) => path)
  const plain = paths.filter((path) => !path.includes('{'))
  for (const path of plain) {
    if ((await fetch(address + path)).status === 501) return { url: address + path, expectStatus: 501 }
  }
  const url = address + (plain[0] ?? '/')
  return { url, expectStatus: (await fetch(url)).status }
}
