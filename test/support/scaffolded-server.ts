import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { compile, transpile } from './compiler.ts'
import { runCli } from './run-cli.ts'

/** How each framework mounts the api and listens: by itself, and under /v1 in an app that has parsed the body and goes on after it. */
const mounts: Readonly<Record<string, string>> = {
  express: `import express from 'express'
    export const start = (plugin) => express().use(plugin).listen(0, '127.0.0.1')
    export const startMounted = (plugin) =>
      express().use(express.json()).use('/v1', plugin).get('/v1/own', (_, res) => res.send('own')).listen(0, '127.0.0.1')`,
  fastify: `import Fastify from 'fastify'
    const listen = async (app) => {
      await app.listen({ port: 0, host: '127.0.0.1' })
      return app.server
    }
    export const start = (plugin) => listen(Fastify().register(plugin))
    export const startMounted = (plugin) =>
      listen(Fastify().register(plugin, { prefix: '/v1' }).get('/v1/own', async () => 'own'))`,
  koa: `import Koa from 'koa'
    import { json } from 'node:stream/consumers'
    export const start = (plugin) => Object.assign(new Koa(), { silent: true }).use(plugin).listen(0, '127.0.0.1')
    const parse = async (ctx, next) => {
      if (ctx.is('json')) ctx.request.body = await json(ctx.req)
      await next()
    }
    const mount = (plugin) => async (ctx, next) => {
      const { path } = ctx
      if (!path.startsWith('/v1/')) return next()
      ctx.path = path.replace('/v1', '')
      await plugin(ctx, async () => {
        ctx.path = path
        await next()
      })
    }
    const own = (ctx) => {
      if (ctx.path === '/v1/own') ctx.body = 'own'
    }
    export const startMounted = (plugin) => new Koa().use(parse).use(mount(plugin)).use(own).listen(0, '127.0.0.1')`,
}

const strict = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  target: 'ES2022',
  module: 'NodeNext',
  types: ['node'],
  skipLibCheck: true,
  rootDir: '.',
  outDir: 'dist',
}

export interface Scaffolded {
  /** The text of a file that was generated. */
  read(path: string): string
  /** Replaces files by others and says what tsc makes of all. */
  check(files: Readonly<Record<string, string>>): string
  /** Starts one server per `api(...)` argument, each the text of an expression, and gives their ports, or rejects with what a server that does not start says. With `fallthrough` it is mounted in an app. */
  start(...options: readonly string[]): Promise<readonly number[]>
  remove(): void
}

/** A document → files → tsc → something that can be started. What tsc complains of fails the test. */
export function scaffoldServer(spec: string, framework: string, ...flags: readonly string[]): Promise<Scaffolded> {
  return scaffolded(spec, framework, flags, (folder) => assert.equal(compileAll(folder), ''))
}

/** The same without asking tsc, which takes seconds: for documents whose types another test is about. */
export function scaffoldUnchecked(spec: string, framework: string): Promise<Scaffolded> {
  return scaffolded(spec, framework, [], (folder) => transpile(filesOf(folder), folder))
}

async function scaffolded(
  spec: string,
  framework: string,
  flags: readonly string[],
  build: (folder: string) => void,
): Promise<Scaffolded> {
  const folder = mkdtempSync(join(tmpdir(), 'backwright-server-'))
  mkdirSync(join(folder, 'src'))
  const { code, stderr } = await runCli('scaffold', spec, '-f', framework, '-o', join(folder, 'src'), ...flags)
  assert.equal(code, 0, stderr)
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  build(folder)
  const children: ChildProcess[] = []
  return {
    read: (path) => readFileSync(join(folder, 'src', path), 'utf8'),
    check(files) {
      for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, 'src', path), text)
      return compileAll(folder, { noEmit: true })
    },
    async start(...options) {
      writeFileSync(join(folder, 'mount.mjs'), mounts[framework] ?? '')
      writeFileSync(join(folder, 'start.mjs'), startScript(options))
      const child = spawn(process.execPath, ['start.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
      children.push(child)
      const failed = text(child.stderr).then((said) => assert.fail(said))
      const [line] = await Promise.race([once(child.stdout, 'data'), failed])
      return JSON.parse(String(line))
    },
    remove() {
      for (const child of children) child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function compileAll(folder: string, more: object = {}): string {
  return compile(filesOf(folder), folder, { ...strict, ...more })
}

function filesOf(folder: string): readonly string[] {
  const names = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, 'src', name))
}

function startScript(options: readonly string[]): string {
  return `
    import { createReadStream } from 'node:fs'
    import { PassThrough, Readable } from 'node:stream'
    import { start, startMounted } from './mount.mjs'
    import { api, ApiError } from './dist/src/index.js'
    import * as validators from './dist/src/validators.js'
    // Answers what it was given.
    const echo = Object.fromEntries(Object.entries(validators).filter(([, value]) => value.bodies).map(([name]) =>
      [name, ({ context, ...input }) => ({ status: 200, body: { name, ...input } })]))
    const ports = []
    for (const options of [${options.join(', ')}]) {
      const server = await (options.fallthrough ? startMounted : start)(api(options))
      if (!server.listening) await new Promise((done) => server.once('listening', done))
      ports.push(server.address().port)
    }
    console.log(JSON.stringify(ports))`
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** As JSON where it is JSON. */
  readonly body: unknown
}

export interface Call {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** One request, its path sent as it stands. */
export async function call(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Call = {},
): Promise<Answer> {
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false })
  outgoing.end(body)
  const [response] = await once(outgoing, 'response')
  const answer = await text(response)
  const json = /json/.test(response.headers['content-type'] ?? '') && answer !== ''
  return { status: response.statusCode, headers: response.headers, body: json ? JSON.parse(answer) : answer }
}
