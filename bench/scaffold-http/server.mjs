import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { run } from '../program.mjs'

const mounts = {
  express: `import express from 'express'
    export const start = (plugin) => express().use(plugin).listen(0, '127.0.0.1')`,
  fastify: `import Fastify from 'fastify'
    export const start = async (plugin) => {
      const app = Fastify().register(plugin)
      await app.listen({ port: 0, host: '127.0.0.1' })
      return app.server
    }`,
  koa: `import Koa from 'koa'
    export const start = (plugin) => new Koa().use(plugin).listen(0, '127.0.0.1')`,
}

const compilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  target: 'ES2022',
  module: 'NodeNext',
  types: ['node'],
  skipLibCheck: true,
  rootDir: 'src',
  outDir: 'dist',
}

/** A document scaffolded, compiled, and ready to be started: the seconds, megabytes and complaints of both. */
export function scaffolded(spec, framework) {
  const folder = mkdtempSync(join(tmpdir(), 'backwright-scaffold-http-'))
  mkdirSync(join(folder, 'src'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
  writeFileSync(join(folder, 'mount.mjs'), mounts[framework])
  writeFileSync(join(folder, 'start.mjs'), startScript)
  const scaffold = run(
    ['dist/src/cli/bin.js', 'scaffold', spec, '-f', framework, '-o', join(folder, 'src'), '--json'],
    resolve('.'),
  )
  if (scaffold.status !== 0) throw new Error(`${spec} does not scaffold: ${scaffold.stderr.slice(0, 2000)}`)
  const tsc = run([resolve('node_modules/typescript/bin/tsc')], folder)
  const complaints = tsc.stdout.split('\n').filter((line) => /error TS\d+/.test(line))
  return {
    folder,
    scaffold,
    tsc,
    complaints,
    start: () => start(folder),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** Every handler answers with the name of its operation. Tells when it listens: milliseconds since the process began, those of them that it computed, memory. */
const startScript = `
  const { start } = await import('./mount.mjs')
  const { api } = await import('./dist/index.js')
  const handlers = new Proxy({}, {
    getOwnPropertyDescriptor: (_, name) => ({ configurable: true, enumerable: true, value: answer(name) }),
    get: (_, name) => answer(name),
  })
  const answer = (name) => () => ({ status: 299, headers: { 'x-operation': String(name) } })
  const server = await start(api({ auth: false, handlers, onError: (error) => console.error(error) }))
  if (!server.listening) await new Promise((done) => server.once('listening', done))
  const { user, system } = process.cpuUsage()
  const megabytes = Math.round(process.memoryUsage.rss() / 1024 / 1024)
  const told = { port: server.address().port, ms: performance.now(), cpuMs: (user + system) / 1000, megabytes }
  console.log(JSON.stringify(told))`

async function start(folder) {
  const child = spawn(process.execPath, ['start.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => ['{}'])])
  const told = JSON.parse(String(line))
  if (told.port === undefined) throw new Error('The server does not start.')
  return { ...told, stop: () => child.kill() }
}
