import assert from 'node:assert/strict'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest'
import { excerpt } from '../../src/base/text.ts'
import { frameworks } from '../../src/scaffold/all.ts'
import { type Call, call, type Scaffolded, scaffoldServer, scaffoldUnchecked } from '../support/scaffolded-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const multipart = { 'content-type': 'multipart/form-data; boundary=X' }
const post = (body: string | Buffer, headers: Readonly<Record<string, string>> = json): Call => ({
  method: 'POST',
  headers,
  body,
})

/** A request, the status, and the fields that are wrong or what the handler got. */
type Case = readonly [request: string, call: Call, status: number, expected: object]

const wrong = (...fields: readonly string[]) => ({ code: 'VALIDATION_ERROR', fields })

const cases: Readonly<Record<string, readonly Case[]>> = {
  'every path is told from its neighbours': [
    ['/users/me', {}, 200, { name: 'getMe' }],
    ['/users/7', {}, 200, { name: 'getUser', params: { id: 7 } }],
    ['/things/a%2Fb', {}, 200, { name: 'route', params: { 'thing-id': 'a/b' } }],
    ['/a/report.json', {}, 200, { name: 'dotted', params: { id: 'report' } }],
    ['/x/a:b:verb', {}, 200, { name: 'verb', params: { id: 'a:b' } }],
    ['/x/a:b', {}, 200, { name: 'plain', params: { id: 'a:b' } }],
    ['/v1/x:all', {}, 200, { name: 'all' }],
    ['/p/1-2', {}, 200, { name: 'pair', params: { a: '1', b: '2' } }],
    ['/k/1:b:2', {}, 200, { name: 'colons', params: { a: '1', b: '2' } }],
    ["/it's/xyz", {}, 200, { name: 'adjacent', params: { a: 'xy', b: 'z' } }],
    ['/r/ab', {}, 200, { name: 'glued', params: { id: 'a' } }],
    ['/B(1)', {}, 200, { name: 'odata', params: { id: '1' } }],
    ['/literal(x)', {}, 200, { name: 'parentheses' }],
    ['/star/*', {}, 200, { name: 'star' }],
    ['/na%C3%AFve%20path/1', {}, 200, { name: 'beyondAscii', params: { id: '1' } }],
    [`/x/${'1'.repeat(3000)}`, {}, 200, { name: 'plain', params: { id: '1'.repeat(3000) } }],
    ['/x/constructor', {}, 200, { params: { id: 'constructor' } }],
  ],
  'a path that is not in the document is not found': [
    ['/nothing', {}, 404, { code: 'NOT_FOUND' }],
    ['/', {}, 404, { code: 'NOT_FOUND' }],
    ['/users/', {}, 404, { code: 'NOT_FOUND' }],
    ['/users/7/', {}, 404, { code: 'NOT_FOUND' }],
    ['/Users', {}, 404, { code: 'NOT_FOUND' }],
    ['/x/', {}, 404, { code: 'NOT_FOUND' }],
    ['/star/x', {}, 404, { code: 'NOT_FOUND' }],
    ['/a/reportXjson', {}, 404, { code: 'NOT_FOUND' }],
  ],
  'a method that the path does not have is told which it has': [
    ['/users', { method: 'DELETE' }, 405, { code: 'METHOD_NOT_ALLOWED', allow: 'GET, HEAD, OPTIONS, POST' }],
    ['/users/7', { method: 'PUT' }, 405, { allow: 'DELETE, GET, HEAD, OPTIONS' }],
    ['/users/7', { method: 'PROPFIND' }, 405, { allow: 'DELETE, GET, HEAD, OPTIONS' }],
    ["/it's/x", { method: 'POST' }, 404, { code: 'NOT_FOUND' }],
    ['/literal(x)', { method: 'POST' }, 405, { allow: 'GET, HEAD, OPTIONS' }],
    ['/users/7', { method: 'OPTIONS' }, 204, { allow: 'DELETE, GET, HEAD, OPTIONS' }],
    [`/x/${'1'.repeat(300)}`, { method: 'POST' }, 405, { allow: 'GET, HEAD, OPTIONS' }],
    ['/users/7', { method: 'HEAD' }, 200, { body: '' }],
    ['/users/x', { method: 'HEAD' }, 400, { body: '' }],
  ],
  'a HEAD of its own is not that of the GET': [
    ['/seen/7', {}, 200, { name: 'seen' }],
    ['/seen/7', { method: 'HEAD' }, 400, { body: '' }],
    ['/seen/7?since=1', { method: 'HEAD' }, 200, { body: '' }],
  ],
  'texts become values by style, and what is absent stays absent': [
    ['/users', {}, 200, { query: { limit: 20 }, headers: {}, cookies: {} }],
    ['/users?limit=5&active=false', {}, 200, { query: { limit: 5, active: false } }],
    ['/users?ids=1,2', {}, 200, { query: { limit: 20, ids: [1, 2] } }],
    ['/users?tags=a%2Cb|c', {}, 200, { query: { limit: 20, tags: ['a,b', 'c'] } }],
    ['/users?names=a&names=b%26c+d', {}, 200, { query: { limit: 20, names: ['a', 'b&c d'] } }],
    ['/users?names=a', {}, 200, { query: { limit: 20, names: ['a'] } }],
    ['/users?filter[min]=1&filter%5Bname%5D=x', {}, 200, { query: { limit: 20, filter: { min: 1, name: 'x' } } }],
    ['/users?expand[]=a&expand[]=b', {}, 200, { query: { limit: 20, expand: ['a', 'b'] } }],
    ['/users?where=%7B%22a%22%3A1%7D', {}, 200, { query: { limit: 20, where: { a: 1 } } }],
    ['/users?unknown=1&__proto__=2', {}, 200, { query: { limit: 20 } }],
    [
      '/users',
      { headers: { 'X-Trace': '1, 2', Cookie: 'a=b; session=abc%20d' } },
      200,
      { headers: { 'x-trace': [1, 2] }, cookies: { session: 'abc d' } },
    ],
    ['/styles/a%2Cb,c/.1.2/;matrix=3', {}, 200, { params: { list: ['a,b', 'c'], label: [1, 2], matrix: 3 } }],
  ],
  'all that is wrong is said at once': [
    ['/users/0', {}, 400, wrong('params.id')],
    ['/users/1.5', {}, 400, wrong('params.id')],
    ['/users/99999999999999999999', {}, 400, wrong('params.id')],
    [
      '/users?limit=500&active=1&ids=1,x',
      { headers: { cookie: 'session=a', 'x-trace': 'b' } },
      400,
      wrong('query.limit', 'query.active', 'query.ids.1', 'headers.x-trace.0', 'cookies.session'),
    ],
    ['/users?limit=1&limit=2', {}, 400, wrong('query.limit')],
    ['/users?filter[min]=x', {}, 400, wrong('query.filter.min')],
    ['/users?where=%7B', {}, 400, wrong('query.where')],
    ['/users?names=a%00', {}, 400, wrong('query.names.0')],
    ['/x/%ff', {}, 400, {}],
    ['/users', post('{"age":-1,"email":"x"}'), 400, wrong('body.email', 'body.age')],
    ['/users', post('{"email":"a@b.example","age":"5"}'), 400, wrong('body.age')],
    ['/users', post('{"email":'), 400, wrong('body')],
    ['/users', post('{"__proto__":{},"email":"a@b.example"}'), 400, wrong('body')],
    ['/users', post(Buffer.from('{"email":"\xff@b.example"}', 'latin1')), 400, wrong('body')],
    ['/users', post(''), 400, wrong('body')],
    ['/echo', post('['.repeat(900) + ']'.repeat(900)), 400, {}],
    ['/echo', post('{"a":["b\\u0000"]}'), 400, wrong('body.a.0')],
    ['/any', post('{"a":{"b\\u0000":1}}'), 400, wrong('body.a')],
    ['/users', { method: 'POST' }, 400, wrong('body')],
    ['/files', post('--X\r\n', multipart), 400, wrong('body')],
  ],
  'a body is read by its media type': [
    ['/users', post('{"email":"a@b.example","extra":1}'), 200, { body: { email: 'a@b.example' } }],
    [
      '/users',
      post('{"email":"a@b.example"}', { 'content-type': 'Application/JSON; charset=UTF-8' }),
      200,
      { body: { email: 'a@b.example' } },
    ],
    ['/echo', { method: 'POST' }, 200, { name: 'echo' }],
    ['/echo', post(''), 200, { name: 'echo' }],
    ['/echo', post('[1]'), 200, { contentType: 'application/json', body: [1] }],
    [
      '/echo',
      post('count=2&tags=a&tags=b&address[city]=C&address[number]=3', form),
      200,
      { body: { count: 2, tags: ['a', 'b'], address: { city: 'C', number: 3 } } },
    ],
    ['/echo', post('count=x', form), 400, wrong('body.count')],
    ['/any', post('{"a":1}'), 200, { body: { a: 1 } }],
    ['/any', post('a', { 'content-type': 'text/csv' }), 200, { body: 'a' }],
    ['/any', post('a', { 'content-type': 'image/png' }), 200, { body: {} }],
    ['/echo', post('', form), 200, { contentType: 'application/x-www-form-urlencoded', body: {} }],
    ['/echo', post('hi', { 'content-type': 'text/plain' }), 200, { contentType: 'text/plain', body: 'hi' }],
    [
      '/echo',
      post('h\xe9', { 'content-type': 'text/plain; charset=nonsense' }),
      415,
      { code: 'UNSUPPORTED_MEDIA_TYPE' },
    ],
    ['/echo', post('<a/>', { 'content-type': 'application/xml' }), 415, { code: 'UNSUPPORTED_MEDIA_TYPE' }],
    ['/echo', post('x', { 'content-type': 'nonsense' }), 415, { code: 'UNSUPPORTED_MEDIA_TYPE' }],
    ['/echo', post('x', {}), 415, { code: 'UNSUPPORTED_MEDIA_TYPE' }],
    ['/echo', post('x', { ...json, 'content-encoding': 'gzip' }), 415, { code: 'UNSUPPORTED_MEDIA_TYPE' }],
    ['/echo', post(`"${'x'.repeat(3000)}"`), 413, { code: 'PAYLOAD_TOO_LARGE' }],
    [
      '/echo',
      post(`"${'x'.repeat(3000)}"`, { ...json, 'transfer-encoding': 'chunked' }),
      413,
      { code: 'PAYLOAD_TOO_LARGE' },
    ],
    [
      '/users/7',
      { method: 'DELETE', headers: { 'content-type': 'nonsense', 'content-length': '7' }, body: 'ignored' },
      200,
      { name: 'deleteOperation' },
    ],
  ],
}

function title([path, { method = 'GET', body = '' }, status]: Case): string {
  return `${excerpt(`${method} ${path} ${body}`, 70)} is answered ${status}`
}

describe.each(frameworks.map(({ name }) => name))('%s', (framework) => {
  let server: Scaffolded
  let echoing: number
  let fresh: number
  let guarded: number
  let checked: number
  let mounted: number

  beforeAll(async () => {
    server = await scaffoldServer('test/cases/scaffold/server.yaml', framework)
    const ports = await server.start(
      '{ handlers: echo, auth: false, maxBodyBytes: 2000 }',
      '{ auth: false }',
      `{ auth: ({ credentials }) => {
        if (credentials.key === 'forbidden') throw new ApiError(403, 'FORBIDDEN', 'Not you.')
        return credentials.bearer === 'good' && { id: 1 }
      }, handlers: { getSecret: ({ context }) => ({ status: 200, body: 'for ' + context.user.id, headers: { 'X-A': 'b' } }) } }`,
      `{ auth: false, validateResponses: true, onError: () => {}, handlers: {
        getUser: ({ params: { id } }) => ({ status: id === 3 ? 418 : 200, body: { id, email: id === 2 ? 'nobody' : 'a@b.example' } }),
        getMe: () => { throw new Error('secret') },
        listUsers: () => ({ status: 200, headers: { 'x-total': 'a\\r\\nb' }, body: 1 }),
        deleteOperation: () => ({ status: 204 }),
        getSecret: ({ context: { raw } }) => {
          raw.response.writeHead(200).write('begun')
          return { status: 200, body: 'and another one' }
        },
        upload: ({ body }) => ({ status: 201, body: { size: body.file.size + body.count } }),
      } }`,
      '{ handlers: echo, auth: false, fallthrough: true }',
    )
    ;[echoing = 0, fresh = 0, guarded = 0, checked = 0, mounted = 0] = ports
  })
  afterAll(() => server.remove())

  describe.each(Object.entries(cases))('%s', (_, table) => {
    test.each(table.map((one) => [title(one), ...one] as const))('%s', async (_title, path, sent, status, expected) => {
      const answer = await call(echoing, path, sent)
      assert.equal(answer.status, status, JSON.stringify(answer.body))
      const { error } = answer.body as { error?: { code: string; details: { field: string }[] } }
      const seen = error
        ? { code: error.code, fields: error.details?.map(({ field }) => field), allow: answer.headers.allow }
        : typeof answer.body === 'object'
          ? answer.body
          : { body: answer.body, allow: answer.headers.allow }
      for (const [key, value] of Object.entries(expected))
        assert.deepEqual((seen as Record<string, unknown>)[key], value)
    })
  })

  test('a fresh handler answers 501 to valid input and 400 to invalid input, in one envelope', async () => {
    const valid = await call(fresh, '/users/1', { headers: { 'x-request-id': 'abc-1' } })
    assert.deepEqual(
      [valid.status, valid.body],
      [
        501,
        {
          error: { code: 'NOT_IMPLEMENTED', message: 'This operation is not implemented yet.', details: [] },
          meta: { requestId: 'abc-1' },
        },
      ],
    )
    assert.equal(valid.headers['content-type'], 'application/json; charset=utf-8')
    assert.equal((await call(fresh, '/users/x')).status, 400)
  })

  test('a request id that is not harmless is replaced', async () => {
    for (const id of ['a b', 'x'.repeat(200), '<script>']) {
      const { headers, body } = await call(fresh, '/users/1', { headers: { 'x-request-id': id } })
      assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/)
      assert.equal((body as { meta: { requestId: string } }).meta.requestId, headers['x-request-id'])
    }
  })

  test('a handler that begins an answer by itself takes no other one with it', async () => {
    await call(checked, '/secret').catch(() => undefined)
    assert.equal((await call(checked, '/users/1')).status, 200)
  })

  test('a protected operation asks for credentials', async () => {
    const nobody = await call(guarded, '/secret')
    assert.deepEqual([nobody.status, nobody.headers['www-authenticate']], [401, 'bearer'])
    const forbidden = await call(guarded, '/secret', { headers: { 'x-key': 'forbidden' } })
    assert.equal(forbidden.status, 403)
    const known = await call(guarded, '/secret', { headers: { authorization: 'Bearer good' } })
    assert.deepEqual(
      [known.status, known.body, known.headers['content-type'], known.headers['x-a']],
      [200, 'for 1', 'text/plain; charset=utf-8', 'b'],
    )
  })

  test('an answer that the document does not have, and an error, are 500 and tell nothing', async () => {
    assert.equal((await call(checked, '/users/1')).status, 200)
    assert.equal((await call(checked, '/users/1', { method: 'DELETE' })).status, 204)
    for (const path of ['/users/2', '/users/3', '/users/me', '/users']) {
      const { status, body } = await call(checked, path)
      const { error } = body as { error: object }
      assert.deepEqual(
        [status, error],
        [500, { code: 'INTERNAL_ERROR', message: 'Something went wrong on our side.', details: [] }],
      )
    }
  })

  test('below a prefix, after a parser and before other routes, it is a good neighbour', async () => {
    const { body } = await call(mounted, '/v1/users', post('{"email":"a@b.example"}'))
    assert.deepEqual((body as { body: object }).body, { email: 'a@b.example' })
    assert.equal((await call(mounted, '/v1/users/me')).status, 200)
    assert.equal((await call(mounted, `/v1/x/${'1'.repeat(200)}`)).status, 200)
    assert.equal((await call(mounted, '/v1/own')).body, 'own')
    assert.equal((await call(mounted, '/users')).status, 404)
  })

  test('a large body is refused while it is being sent, and the caller reads the answer', async () => {
    const response = await fetch(`http://127.0.0.1:${echoing}/echo`, {
      method: 'POST',
      headers: json,
      body: 'x'.repeat(5_000_000),
    })
    assert.equal(response.status, 413)
  })

  test.each([
    ['/nothing', 404],
    ['/users/7', 405],
    ['/echo', 413],
  ])(
    'who closes the connection after a request gets the answer while it is still sending: %s',
    async (path, status) => {
      for (let attempt = 0; attempt < 3; attempt++)
        assert.equal(await statusWhileSending(echoing, path, 20_000_000), status)
    },
  )

  test('a file arrives as it was sent', async () => {
    const part = (head: string, body: string) => `--X\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
    const body = Buffer.from(
      `${part('name="file"; filename="a.bin"', '\xff\x00\xfe')}${part('name="count"', '4')}--X--\r\n`,
      'latin1',
    )
    assert.deepEqual((await call(checked, '/files', post(body, multipart))).body, { size: 7 })
  })
})

/** Sends half of a body, waits a moment, sends the rest, as a proxy does that wants the connection closed with the answer. */
function statusWhileSending(port: number, path: string, bytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sending = request({ host: '127.0.0.1', port, path, method: 'POST', headers: json, agent: false })
    sending.on('response', (answer) =>
      answer
        .resume()
        .on('end', () => resolve(answer.statusCode))
        .on('error', reject),
    )
    sending.on('error', reject)
    sending.write('x'.repeat(bytes / 2))
    setTimeout(() => sending.end('x'.repeat(bytes / 2)), 20)
  })
}

test('a handler that the document contradicts does not compile', async () => {
  const server = await scaffoldServer('test/cases/scaffold/server.yaml', 'express')
  onTestFinished(() => server.remove())
  const handler = (name: string, body: string) =>
    `import type { Handlers } from '../../runtime.js'\nexport const ${name}: Handlers['${name}'] = async ${body}`
  const errors = server.check({
    'handlers/users/getUser.ts': handler(
      'getUser',
      '({ params: { id } }) => ({ status: 200, body: { id, email: "a@b.example" } })',
    ),
    'handlers/users/deleteOperation.ts': handler('deleteOperation', '() => ({ status: 418 })'),
    'handlers/me/getMe.ts': handler('getMe', '() => ({ status: 200, body: { id: "1" } })'),
    'handlers/paths/plain.ts': handler('plain', '({ params }) => ({ status: 200, body: params.name })'),
  })
  const files = [...errors.matchAll(/^src\/(\S+\.ts)\(/gm)].map(([, file]) => file)
  assert.deepEqual(files.sort(), [
    'handlers/me/getMe.ts',
    'handlers/paths/plain.ts',
    'handlers/users/deleteOperation.ts',
  ])
})

test('two paths that are one to the router of Fastify end the start, by their names', async () => {
  const both = ['a', 'b'].map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const get = (...parameters: readonly object[]) => ({
    get: { parameters, responses: { 204: { description: 'done' } } },
  })
  const paths = { '/p/{a}': get(...both.slice(0, 1)), '/p/{a}{b}': get(...both) }
  const document = { openapi: '3.1.0', info: { title: 'Twins', version: '1' }, paths }
  const spec = `${temporaryFolder({ 'api.json': JSON.stringify(document) })}/api.json`
  const server = await scaffoldUnchecked(spec, 'fastify')
  onTestFinished(() => server.remove())
  await assert.rejects(server.start('{}'), /To Fastify, GET \/p\/\{a\}\{b\} and GET \/p\/\{a\} are one/)
})
