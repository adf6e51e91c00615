import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { buffer, json, text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest'
import { frameworks } from '../../src/scaffold/all.ts'
import { call, type Scaffolded, scaffoldServer } from '../support/scaffolded-server.ts'

const mebibyte = 1024 * 1024
const bytes = { 'content-type': 'application/octet-stream' }

/** The server tells `/seen` what it sees, since its last answer. */
const options = `(() => {
  let seen = []
  const see = (what) => void seen.push(what)
  const until = (signal) => new Promise((resolve) => signal.addEventListener('abort', resolve))
  const web = (how) => new ReadableStream({
    pull(controller) {
      if (how === 'endless') return controller.enqueue(new Uint8Array(65536))
      if (how === 'waits') return new Promise(() => {})
      controller.enqueue(new Uint8Array([97, 98]))
      controller.close()
    },
    cancel: () => see('cancelled'),
  })
  async function* pieces(how, signal) {
    try {
      if (how === 'never starts') throw new Error('no start')
      yield how === 'texts' ? 'ab' : new Uint8Array([97, 98])
      if (how === 'breaks') throw new Error('broke')
      if (how === 'waits') await until(signal)
    } finally {
      see('let go')
    }
  }
  const sources = {
    bytes: () => new Uint8Array([97, 98]),
    web: () => web(),
    'web endless': () => web('endless'),
    'web waits': () => web('waits'),
    node: () => Readable.from([Buffer.from('ab')]),
    file: () => createReadStream('package.json'),
    'no file': () => createReadStream('nowhere'),
    closed: () => new PassThrough().on('close', () => see('closed')).destroy(),
    'closes early': () => {
      const stream = new PassThrough()
      stream.write('ab')
      setTimeout(() => stream.destroy(), 50)
      return stream
    },
    empty: () => Readable.from([]),
    'node endless': () => new Readable({ read() { this.push(new Uint8Array(65536)) } }).on('close', () => see('closed')),
  }
  return {
    maxBodyBytes: 100 * ${mebibyte},
    validateResponses: true,
    onError: (error, { operation }) => see(operation + ': ' + error.message),
    handlers: {
      upload: async ({ query: { how }, body, contentType, context }) => {
        if (how === 'ignored') return { status: 200, body: 'ignored' }
        if (how === 'first') {
          for await (const chunk of body) return { status: 200, body: chunk.length > 0 }
        }
        if (how === 'late') {
          setTimeout(() => new Response(body).text().catch(({ message }) => see(message)), 50)
          return { status: 200, body: 'early' }
        }
        if (how === 'slow') {
          const reader = body.getReader()
          await reader.read()
          await new Promise((resolve) => setTimeout(resolve, 300))
          see(context.raw.request.socket.bytesRead)
          await reader.cancel()
          return { status: 200, body: 'slow' }
        }
        let size = 0
        let chunks = 0
        try {
          for await (const chunk of body) {
            size += chunk.length
            if (chunks++ === 0) see('began')
          }
        } catch (error) {
          see(error.status + ' ' + error.message)
          throw error
        }
        return { status: 200, body: { size, many: chunks > 1, contentType } }
      },
      few: async ({ body }) => ({ status: 200, body: await new Response(body).text() }),
      echo: ({ body }) => ({ status: 200, body }),
      download: ({ query: { how }, context }) => ({ status: 200, body: sources[how]?.() ?? pieces(how, context.signal) }),
      table: () => ({ status: 200, body: pieces('texts') }),
      json: () => ({ status: 200, body: web() }),
      events: ({ context: { signal } }) => ({
        status: 200,
        body: (async function* () {
          await until(signal)
          see('left')
        })(),
      }),
      seen: () => {
        const body = seen
        seen = []
        return { status: 200, body }
      },
    },
  }
})()`

describe.each(frameworks.map(({ name }) => name))('%s', (framework) => {
  let server: Scaffolded
  let port = 0
  let small = 0

  beforeAll(async () => {
    server = await scaffoldServer('test/cases/scaffold/streams.yaml', framework)
    const limited = `{ ...(${options}), maxBodyBytes: 2000 }`
    ;[port = 0, small = 0] = await server.start(options, limited)
  })
  afterAll(() => server.remove())

  const send = (path: string, { method = 'POST', headers = bytes as object } = {}) =>
    request({ host: '127.0.0.1', port, method, path, headers: { ...headers }, agent: false }).on('error', () => {})

  const answer = async (outgoing: ClientRequest): Promise<IncomingMessage> => (await once(outgoing, 'response'))[0]

  /** What the server saw, once it has seen as much. */
  const seen = async (count: number): Promise<readonly unknown[]> => {
    const all: unknown[] = []
    for (let tries = 0; all.length < count && tries < 100; tries++) {
      all.push(...((await call(port, '/seen')).body as unknown[]))
      if (all.length < count) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return all
  }

  describe('a request', () => {
    test('comes whole, in pieces', async () => {
      const sent = await call(port, '/upload', { method: 'POST', headers: bytes, body: Buffer.alloc(3 * mebibyte) })
      assert.deepEqual(sent.body, { size: 3 * mebibyte, many: true, contentType: 'application/octet-stream' })
      const image = { 'content-type': 'image/png' }
      const { body } = await call(port, '/upload', { method: 'POST', headers: image, body: 'x' })
      assert.deepEqual(body, { size: 1, many: false, contentType: 'image/*' })
      await seen(2)
    })

    test('may be empty', async () => {
      for (const headers of [bytes, { ...bytes, 'content-length': '0' }]) {
        const { body } = await call(port, '/upload', { method: 'POST', headers })
        assert.deepEqual(body, { size: 0, many: false, contentType: 'application/octet-stream' })
      }
    })

    test('is with the handler before it has come to its end', async () => {
      const outgoing = send('/echo')
      outgoing.write('ab')
      const response = await answer(outgoing)
      const [first] = await once(response, 'data')
      outgoing.end('cd')
      assert.deepEqual([String(first), await text(response)], ['ab', 'cd'])
    })

    test.each([
      ['that says at once that it is too large', { 'content-length': '3000' }],
      ['that turns out to be too large', { 'transfer-encoding': 'chunked' }],
    ])('%s is answered 413', async (_, headers) => {
      const { status, body } = await call(small, '/upload', {
        method: 'POST',
        headers: { ...bytes, ...headers },
        body: Buffer.alloc(3000),
      })
      assert.deepEqual([status, (body as { error: { code: string } }).error.code], [413, 'PAYLOAD_TOO_LARGE'])
    })

    test.each([
      ['ab', {}, 'must have at least 3 bytes'],
      ['abc', {}, undefined],
      ['0123456789', {}, undefined],
      ['0123456789a', {}, 'must have at most 10 bytes'],
      ['0123456789a', { 'transfer-encoding': 'chunked' }, 'must have at most 10 bytes'],
    ])('has as many bytes as the document says: %s, %j', async (sent, headers, message) => {
      const { status, body } = await call(port, '/few', {
        method: 'POST',
        headers: { ...bytes, ...headers },
        body: sent,
      })
      if (message === undefined) assert.deepEqual([status, body], [200, sent])
      else
        assert.deepEqual(
          [status, (body as { error: { details: object } }).error.details],
          [400, [{ field: 'body', message }]],
        )
    })

    test('comes no faster than it is read', async () => {
      const outgoing = send('/upload?how=slow')
      outgoing.end(Buffer.alloc(50 * mebibyte))
      assert.equal(await json(await answer(outgoing)), 'slow')
      const [read] = await seen(1)
      assert.ok(Number(read) < 30 * mebibyte, `${read}`)
    })

    test('that breaks off is an error to who reads it', async () => {
      const outgoing = send('/upload', { headers: { ...bytes, 'content-length': '1000' } })
      outgoing.write('ab')
      assert.deepEqual(await seen(1), ['began'])
      outgoing.destroy()
      assert.deepEqual(await seen(1), ['400 The body ended before it was complete.'])
    })

    test.each(['ignored', 'first', 'late'])(
      'that is not read to its end leaves the connection in order: %s',
      async (how) => {
        const socket = connect(port, '127.0.0.1')
        const head = `POST /upload?how=${how} HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream`
        for (let round = 0; round < 3; round++) {
          socket.write(`${head}\r\nContent-Length: ${3 * mebibyte}\r\n\r\n`)
          socket.write(Buffer.alloc(3 * mebibyte))
        }
        socket.write('GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
        const statuses = (await text(socket)).match(/HTTP\/1\.1 \d+/g)
        assert.deepEqual(statuses, [...Array(3).fill('HTTP/1.1 200'), 'HTTP/1.1 404'])
        if (how === 'late')
          assert.deepEqual(new Set(await seen(3)), new Set(['The answer was sent before the body was read.']))
      },
    )

    test('that is compressed, or none of the document’s types, is refused as ever', async () => {
      const zipped = { ...bytes, 'content-encoding': 'gzip' }
      assert.equal((await call(port, '/upload', { method: 'POST', headers: zipped, body: 'x' })).status, 415)
      const other = { 'content-type': 'text/plain' }
      assert.equal((await call(port, '/upload', { method: 'POST', headers: other, body: 'x' })).status, 415)
      assert.equal((await call(port, '/upload', { method: 'POST' })).status, 400)
    })
  })

  describe('an answer', () => {
    test.each([
      ['bytes', 'ab'],
      ['web', 'ab'],
      ['node', 'ab'],
      ['generator', 'ab'],
      ['texts', 'ab'],
      ['file', '{ "type": "module" }'],
    ])('comes from %s', async (how, expected) => {
      const { status, headers, body } = await call(port, `/download?how=${how}`)
      assert.deepEqual([status, headers['content-type'], body], [200, 'application/octet-stream', expected])
      assert.equal(headers['content-length'], how === 'bytes' ? '2' : undefined)
      await call(port, '/seen')
    })

    test('comes from a stream with nothing in it', async () => {
      const { status, body } = await call(port, '/download?how=empty')
      assert.deepEqual([status, body], [200, ''])
    })

    test('that streams is a text where the document has one', async () => {
      const { headers, body } = await call(port, '/table')
      assert.deepEqual([headers['content-type'], body], ['text/csv; charset=utf-8', 'ab'])
      assert.deepEqual(await seen(1), ['let go'])
    })

    test.each([
      ['never starts', 'no start', ['let go']],
      ['no file', 'ENOENT', []],
      ['closed', 'before', ['closed']],
    ])('that breaks before it starts is a 500: %s', async (how, reason, more) => {
      const { status, body } = await call(port, `/download?how=${encodeURIComponent(how)}`)
      assert.deepEqual([status, (body as { error: { code: string } }).error.code], [500, 'INTERNAL_ERROR'])
      const [told, ...others] = [...(await seen(1 + more.length))].sort((a, b) => String(b).length - String(a).length)
      assert.match(String(told), new RegExp(`^download: .*${reason}`))
      assert.deepEqual(others, more)
    })

    test.each(['breaks', 'closes early'])(
      'that breaks later breaks the connection, and is reported: %s',
      async (how) => {
        const response = await answer(send(`/download?how=${encodeURIComponent(how)}`, { method: 'GET' }).end())
        assert.equal(response.statusCode, 200)
        await assert.rejects(buffer(response), { code: 'ECONNRESET' })
        const told = (await seen(how === 'breaks' ? 2 : 1)).filter((one) => one !== 'let go')
        assert.deepEqual(told, [how === 'breaks' ? 'download: broke' : 'download: Premature close'])
      },
    )

    test.each([
      ['web endless', ['cancelled']],
      ['node endless', ['closed']],
      ['waits', ['let go']],
    ])('lets go of its source when the caller leaves: %s', async (how, expected) => {
      const outgoing = send(`/download?how=${encodeURIComponent(how)}`, { method: 'GET' })
      const response = await answer(outgoing.end())
      await once(response, 'data')
      response.on('error', () => {}).destroy()
      assert.deepEqual(await seen(1), expected)
      assert.deepEqual(await call(port, '/seen').then(({ body }) => body), [])
    })

    test('lets go of its source when the caller leaves before it has started', async () => {
      const outgoing = send('/download?how=web%20waits', { method: 'GET' })
      outgoing.end()
      await new Promise((resolve) => setTimeout(resolve, 100))
      outgoing.destroy()
      assert.deepEqual(await seen(1), ['cancelled'])
    })

    test('to HEAD is headers, and its source is let go', async () => {
      const { status, headers, body } = await call(port, '/download?how=web%20endless', { method: 'HEAD' })
      assert.deepEqual([status, headers['content-type'], body], [200, 'application/octet-stream', ''])
      assert.deepEqual(await seen(1), ['cancelled'])
    })

    test('of JSON does not stream', async () => {
      assert.equal((await call(port, '/json')).status, 500)
      assert.deepEqual(
        new Set(await seen(2)),
        new Set(['cancelled', 'json: A stream cannot be sent as JSON or as a form.']),
      )
    })

    test('of events starts before the first of them', async () => {
      const outgoing = send('/events', { method: 'GET' })
      const response = await answer(outgoing.end())
      assert.equal(response.headers['content-type'], 'text/event-stream; charset=utf-8')
      response.on('error', () => {}).destroy()
      assert.deepEqual(await seen(1), ['left'])
    })
  })
})

test('a handler may answer any kind of stream where the document has bytes or text, and gets one it can read', async () => {
  const server = await scaffoldServer('test/cases/scaffold/streams.yaml', 'express')
  onTestFinished(() => server.remove())
  const handler = (name: string, body: string) =>
    `import { createReadStream } from 'node:fs'
     import { Readable } from 'node:stream'
     import { pipeline } from 'node:stream/promises'
     import type { Handlers } from '../../runtime.js'
     export const use = [createReadStream, Readable, pipeline]
     export const ${name}: Handlers['${name}'] = async ${body}`
  const errors = server.check({
    'handlers/default/upload.ts': handler(
      'upload',
      `({ body, context: { signal } }) => {
        await pipeline(body, async function* (chunks: AsyncIterable<Uint8Array>) { for await (const chunk of chunks) yield chunk.length }, { signal })
        for await (const chunk of body) chunk.byteLength
        return { status: 200, body: await new Response(body).text() }
      }`,
    ),
    'handlers/default/echo.ts': handler('echo', '({ body }) => ({ status: 200, body })'),
    'handlers/default/download.ts': handler(
      'download',
      `({ query: { how } }) => {
        if (how === 'file') return { status: 200, body: createReadStream('file') }
        if (how === 'node') return { status: 200, body: Readable.from([]) }
        if (how === 'web') return { status: 200, body: new Blob().stream() }
        if (how === 'generator') return { status: 200, body: (async function* () { yield new Uint8Array() })() }
        return { status: 200, body: new Uint8Array() }
      }`,
    ),
    'handlers/default/events.ts': handler(
      'events',
      '() => ({ status: 200, body: (async function* () { yield ": hello\\n\\n" })() })',
    ),
    'handlers/default/json.ts': handler('json', '() => ({ status: 200, body: Readable.from([]) })'),
    'handlers/default/table.ts': handler('table', '() => ({ status: 200, contentType: "application/json", body: 1 })'),
    'handlers/default/few.ts': handler('few', '({ body }) => ({ status: 200, body: body.length })'),
  })
  const files = [...errors.matchAll(/^src\/(\S+\.ts)\(/gm)].map(([, file]) => file)
  assert.deepEqual(files.sort(), ['handlers/default/few.ts', 'handlers/default/table.ts'], errors)
})
