import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { UserError } from '../../src/base/errors.ts'
import { type SpecFrame, specRequests } from '../../src/commands/load-spec.ts'
import type { PlannedRequest } from '../../src/load/plan.ts'
import { worldOf } from '../support/documents.ts'

const responses = { 200: { description: 'ok' } }
const inPath = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } }
const base = 'http://127.0.0.1:3000'

interface Asked extends Partial<SpecFrame> {
  readonly operations?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** The requests for the paths of a document, and what is told besides. */
async function asked(document: object, { operations = [], environment = {}, ...frame }: Asked = {}) {
  const told: string[] = []
  const text = JSON.stringify({ openapi: '3.0.3', info: { title: 'T', version: '1' }, ...document })
  const made = await specRequests(
    { document: 'api.json', operations, allowRemote: false },
    { url: base, headers: {}, seed: 1, expected: undefined, ...frame },
    {
      ...worldOf({ 'api.json': text }),
      variable: (name) => environment[name],
      log: { warn: (message) => void told.push(message), info: assert.fail },
    },
  )
  return { ...made, told, endpoints: made.arm.endpoints ?? [], list: made.requests.list as readonly PlannedRequest[] }
}

const refusal = (code: string, message: RegExp) => (error: UserError) => {
  assert.equal(error.code, code)
  assert.match(error.message, message)
  return true
}

const get = (more: object = {}) => ({ get: { responses, ...more } })
const addresses = (list: readonly PlannedRequest[]) =>
  [...new Set(list.map(({ url }) => url.slice(base.length)))].sort()

describe('which operations are asked', () => {
  const paths = {
    '/users': { ...get({ operationId: 'list' }), post: { operationId: 'create', responses } },
    '/users/{id}': { head: { parameters: [inPath], responses }, delete: { parameters: [inPath], responses } },
    '/events': get({ responses: { 200: { description: 'ok', content: { 'text/event-stream': {} } } } }),
  }

  test('those that read, and it is said of the others why not', async () => {
    const { endpoints, leftOut, told } = await asked({ paths })
    assert.deepEqual(
      endpoints.map(({ method, path }) => `${method} ${path}`),
      ['GET /users', 'HEAD /users/{id}'],
    )
    assert.deepEqual(
      leftOut.map(({ operation, why }) => [operation, why.split(';')[0]]),
      [
        ['POST /users', 'may change something'],
        ['DELETE /users/{id}', 'may change something'],
        ['GET /events', 'answers with a stream, which may never end'],
      ],
    )
    assert.match(told[0] ?? '', /^Left out: POST \/users, DELETE \/users\/\{id\} \(each may change something;/)
  })

  test('those that are named, by operationId or by method and path, whatever they do', async () => {
    const { endpoints, leftOut } = await asked({ paths }, { operations: ['create', 'delete /users/{id}', 'create'] })
    assert.deepEqual(
      endpoints.map(({ method, path }) => `${method} ${path}`),
      ['POST /users', 'DELETE /users/{id}'],
    )
    assert.deepEqual(leftOut, [])
  })

  test.each([
    ['a name that is misspelt', { operations: ['lst'] }, 'bad-option', /no operation "lst"\. Did you mean list\?/],
    ['a name of nothing', { operations: ['x'] }, 'bad-option', /There are list, create, DELETE \/users\/\{id\}, /],
    ['an address with a query', { url: `${base}/?a=1` }, 'bad-input', /has a query or a fragment/],
    ['an address that is none', { url: 'ftp://a/' }, 'bad-input', /cannot be load-tested/],
  ] as const)('%s is refused', async (_, more, code, message) => {
    await assert.rejects(asked({ paths }, more), refusal(code, message))
  })

  test('a document that only writes has nothing to load', async () => {
    const writes = { paths: { '/users': { post: { responses } } } }
    await assert.rejects(
      asked(writes),
      refusal('bad-input', /no operation that can be loaded: POST \/users may change/),
    )
  })

  test('more than a run can tell apart are refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`/p${index}`, get()]))
    await assert.rejects(asked({ paths: many }), refusal('bad-option', /has 101 operations to load.*100 at most/))
  })
})

test('the address of the document is offered, and never loaded by itself', async () => {
  const paths = { '/users': get() }
  const servers = [{ url: 'https://me:secret@api.example.com/v1/' }]
  await assert.rejects(asked({ paths, servers }, { url: '' }), (error: UserError) => {
    assert.doesNotMatch(error.message, /secret/)
    return refusal('bad-option', /says https:\/\/\*\*\*@api\.example\.com\/v1: /)(error)
  })
  await assert.rejects(asked({ paths }, { url: '' }), refusal('bad-option', /such as http:\/\/127\.0\.0\.1:3000/))
})

describe('what a parameter is', () => {
  const query = (more: object) => ({ name: 'q', in: 'query', required: true, ...more })
  test.each<readonly [string, string, object, RegExp]>([
    ['its example', '/users/{id}', { ...inPath, example: 7 }, /^\/users\/7$/],
    ['its examples in turn', '/users/{id}', { ...inPath, examples: { a: { value: 7 }, b: { value: 8 } } }, /[78]$/],
    ["its schema's example", '/users/{id}', { ...inPath, schema: { type: 'integer', example: 9 } }, /^\/users\/9$/],
    ["its schema's default", '/users/{id}', { ...inPath, schema: { type: 'integer', default: 9 } }, /^\/users\/9$/],
    ['one of a choice', '/a', query({ schema: { enum: ['x', 'y'] } }), /^\/a\?q=[xy]$/],
    ['within its limits', '/a', query({ schema: { type: 'integer', minimum: 3, maximum: 5 } }), /^\/a\?q=[345]$/],
    ['of its format', '/a', query({ schema: { type: 'string', format: 'date' } }), /^\/a\?q=\d{4}-\d\d-\d\d$/],
    ['like its pattern', '/a', query({ schema: { type: 'string', pattern: '^&[a-f]$' } }), /^\/a\?q=%26[a-f]$/],
    [
      'in its style',
      '/a',
      query({ style: 'deepObject', schema: { type: 'object', required: ['b'], properties: { b: { const: 1 } } } }),
      /^\/a\?q\[b\]=1$/,
    ],
    [
      'optional, in a part of the requests',
      '/a',
      query({ required: false, schema: { type: 'boolean' } }),
      /^\/a(\?q=(true|false))?$/,
    ],
  ])('%s', async (_, path, parameter, expected) => {
    const { list } = await asked({ openapi: '3.1.0', paths: { [path]: get({ parameters: [parameter] }) } })
    for (const address of addresses(list)) assert.match(address, expected)
  })

  test('the same for the same seed, another for another', async () => {
    const paths = { '/users/{id}': get({ parameters: [inPath] }) }
    const [one, again, other] = [await asked({ paths }), await asked({ paths }), await asked({ paths }, { seed: 2 })]
    assert.deepEqual(one.list, again.list)
    assert.notDeepEqual(addresses(one.list), addresses(other.list))
    assert.ok(addresses(one.list).length > 10)
  })

  test('made up in a path: then there may be nothing at the address', async () => {
    const shown = { ...inPath, example: 7 }
    const { told } = await asked({
      paths: { '/a/{id}': get({ parameters: [inPath] }), '/b/{id}': get({ parameters: [shown] }) },
    })
    assert.match(told.join('\n'), /may not be there: GET \/a\/\{id\} \(id\)\. Give/)
  })

  test('never what leads to another operation', async () => {
    const id = { ...inPath, schema: { type: 'string', enum: ['me', 'you'] } }
    const { list } = await asked({ paths: { '/users/me': get(), '/users/{id}': get({ parameters: [id] }) } })
    const ofId = list.filter(({ endpoint }) => endpoint === 1)
    assert.deepEqual(addresses(ofId), ['/users/you'])
  })

  test.each(['Content-Length', 'Host'])('not a header that the connection decides on: %s', async (name) => {
    const parameters = [{ name, in: 'header', required: true, example: '7', schema: { type: 'string' } }]
    const { leftOut } = await asked({ paths: { '/a': get({ parameters }), '/b': get() } })
    assert.match(leftOut[0]?.why ?? '', /the connection decides on this header$/)
  })

  test('none: then the operation is left out, or refused when it is named', async () => {
    const impossible = query({ schema: { type: 'string', pattern: '^(?!x)x$' } })
    const document = { paths: { '/a': get({ operationId: 'a', parameters: [impossible] }), '/b': get() } }
    const { leftOut } = await asked(document)
    assert.match(leftOut[0]?.why ?? '', /^cannot be asked, query\.q: no string was found that matches/)
    await assert.rejects(asked(document, { operations: ['a'] }), refusal('unsupported', /^GET \/a cannot be asked/))
  })
})

describe('a body', () => {
  const post = (contents: object) => ({
    paths: { '/a': { post: { operationId: 'a', requestBody: { required: true, content: contents }, responses } } },
  })
  const schema = {
    type: 'object',
    required: ['age'],
    properties: { age: { type: 'integer', minimum: 18, maximum: 30 } },
  }

  test.each<readonly [string, object, string, RegExp]>([
    ['JSON after its schema', { 'application/json': { schema } }, 'application/json', /^\{"age":(1[89]|2\d|30)\}$/],
    ['a form', { 'application/x-www-form-urlencoded': { schema } }, 'application/x-www-form-urlencoded', /^age=\d\d$/],
    [
      'JSON rather than a form',
      { 'application/x-www-form-urlencoded': { schema }, 'application/json': { schema } },
      'application/json',
      /^\{/,
    ],
    [
      'a multipart form',
      { 'multipart/form-data': { schema } },
      'multipart/form-data; boundary=backwright-7d0f4c1e9a3b',
      /^--backwright-\w+\r\nContent-Disposition: form-data; name="age"\r\n\r\n\d\d\r\n--backwright-\w+--\r\n$/,
    ],
    ['an example that is no JSON', { 'application/xml': { example: '<a/>' } }, 'application/xml', /^<a\/>$/],
  ])('%s', async (_, contents, type, expected) => {
    const { list } = await asked(post(contents), { operations: ['a'] })
    for (const { headers, body = '' } of list) {
      assert.equal(headers['content-type'], type)
      assert.match(body, expected)
    }
  })

  test('the examples of the document first, each once', async () => {
    const examples = { a: { value: { age: 18 } }, b: { value: { age: 19 } }, wrong: { value: { age: 1 } } }
    const { list } = await asked(post({ 'application/json': { schema, examples } }), { operations: ['a'] })
    assert.deepEqual(
      list.slice(0, 2).map(({ body }) => body),
      ['{"age":18}', '{"age":19}'],
    )
    assert.ok(!list.some(({ body }) => body === '{"age":1}'))
  })

  test('of which nothing tells the form is refused', async () => {
    await assert.rejects(
      asked(post({ 'image/png': {} }), { operations: ['a'] }),
      refusal('unsupported', /no image\/png can be made without an example/),
    )
  })
})

describe('what counts as success', () => {
  test.each<readonly [string, object, readonly (readonly [number, number])[]]>([
    [
      'the statuses of the document',
      { 200: {}, 304: {}, 404: {} },
      [
        [200, 200],
        [304, 304],
      ],
    ],
    ['a class of them', { '2XX': {}, 500: {} }, [[200, 299]]],
    ['all below 400 where it names none', { default: {} }, [[200, 399]]],
  ])('%s', async (_, statuses, expected) => {
    const described = Object.fromEntries(Object.keys(statuses).map((status) => [status, { description: 'x' }]))
    const { endpoints } = await asked({ paths: { '/a': get({ responses: described }) } })
    assert.deepEqual(
      endpoints[0]?.expected.map(({ min, max }) => [min, max]),
      expected,
    )
  })

  test('the status that was asked for', async () => {
    const { endpoints } = await asked({ paths: { '/a': get() } }, { expected: { min: 204, max: 204 } })
    assert.deepEqual(endpoints[0]?.expected, [{ min: 204, max: 204 }])
  })
})

describe('credentials', () => {
  const schemes = {
    Bearer: { type: 'http', scheme: 'bearer' },
    basic: { type: 'http', scheme: 'basic' },
    'x-key': { type: 'apiKey', in: 'header', name: 'X-Key' },
    inQuery: { type: 'apiKey', in: 'query', name: 'key' },
    session: { type: 'apiKey', in: 'cookie', name: 'sid' },
    oauth: { type: 'oauth2', flows: {} },
    own: { type: 'http', scheme: 'token' },
    digest: { type: 'http', scheme: 'digest' },
    mutual: { type: 'mutualTLS' },
  }
  const locked = (...security: readonly object[]) => ({
    openapi: '3.1.0',
    paths: { '/a': get({ operationId: 'a', security }) },
    components: { securitySchemes: schemes },
  })
  const secret = 'hunter2-hunter2'

  test.each<readonly [string, object, Readonly<Record<string, string>>, string, string]>([
    ['a token', { Bearer: [] }, { BACKWRIGHT_BEARER: secret }, 'header authorization', `Bearer ${secret}`],
    [
      'the one of its scheme',
      { Bearer: [] },
      { BACKWRIGHT_AUTH_BEARER: secret, BACKWRIGHT_BEARER: 'b' },
      'header authorization',
      `Bearer ${secret}`,
    ],
    ['user and password', { basic: [] }, { BACKWRIGHT_BASIC: 'ü:p:w' }, 'header authorization', 'Basic w7w6cDp3'],
    ['a key in a header', { 'x-key': [] }, { BACKWRIGHT_AUTH_X_KEY: secret }, 'header x-key', secret],
    ['a key in the query', { inQuery: [] }, { BACKWRIGHT_API_KEY: secret }, 'query key', secret],
    ['a key in a cookie', { session: [] }, { BACKWRIGHT_API_KEY: secret }, 'cookie sid', secret],
    [
      'a token of OAuth',
      { oauth: ['read'] },
      { BACKWRIGHT_BEARER: secret },
      'header authorization',
      `Bearer ${secret}`,
    ],
    ['a scheme of its own', { own: [] }, { BACKWRIGHT_AUTH_OWN: secret }, 'header authorization', `Token ${secret}`],
  ])('%s comes from the environment, and is not among the requests', async (_, way, environment, slot, text) => {
    const { list, requests } = await asked(locked(way), { environment })
    const [credential] = list[0]?.credentials ?? []
    assert.equal(`${credential?.place} ${credential?.name}`, slot)
    assert.deepEqual(requests.secrets, { [credential?.variable ?? '']: text })
    assert.ok(!JSON.stringify(list).includes(text))
  })

  test('the first way in for which the environment has all', async () => {
    const ways = locked({ Bearer: [], 'x-key': [] }, { inQuery: [] })
    const { list } = await asked(ways, { environment: { BACKWRIGHT_BEARER: 'a', BACKWRIGHT_AUTH_INQUERY: 'b' } })
    assert.deepEqual(
      list[0]?.credentials.map(({ name }) => name),
      ['key'],
    )
    const both = await asked(ways, { environment: { BACKWRIGHT_BEARER: 'a', BACKWRIGHT_API_KEY: 'b' } })
    assert.deepEqual(
      both.list[0]?.credentials.map(({ name }) => name),
      ['authorization', 'x-key'],
    )
  })

  test('are not needed where nobody asks for them', async () => {
    const { list } = await asked(locked({ Bearer: [] }, {}))
    assert.deepEqual(list[0]?.credentials, [])
  })

  test('a parameter that is the key itself is not sent beside it', async () => {
    const parameters = [{ name: 'key', in: 'query', required: true, schema: { type: 'string' } }]
    const document = { ...locked({ inQuery: [] }), paths: { '/a': get({ security: [{ inQuery: [] }], parameters }) } }
    const { list } = await asked(document, { environment: { BACKWRIGHT_API_KEY: secret } })
    assert.deepEqual(addresses(list), ['/a'])
  })

  test.each<readonly [string, object, Readonly<Record<string, string>>, string, RegExp]>([
    [
      'nothing set',
      { Bearer: [] },
      {},
      'no-credential',
      /GET \/a cannot.*for Bearer set BACKWRIGHT_AUTH_BEARER or BACKWRIGHT_BEARER;/,
    ],
    [
      'one of two set',
      { Bearer: [], 'x-key': [] },
      { BACKWRIGHT_BEARER: secret },
      'no-credential',
      /for x-key set BACKWRIGHT_AUTH_X_KEY or BACKWRIGHT_API_KEY/,
    ],
    [
      'a password without its user',
      { basic: [] },
      { BACKWRIGHT_BASIC: secret },
      'bad-option',
      /BACKWRIGHT_BASIC has no colon/,
    ],
    [
      'a token with a new line',
      { Bearer: [] },
      { BACKWRIGHT_BEARER: `${secret}\n` },
      'bad-option',
      /BACKWRIGHT_BEARER has blanks/,
    ],
    [
      'what answers a challenge',
      { digest: [] },
      { BACKWRIGHT_BEARER: secret },
      'bad-input',
      /digest is digest, which needs an answer/,
    ],
    ['a certificate', { mutual: [] }, {}, 'bad-input', /mutual asks for a certificate/],
    [
      'two in one place',
      { Bearer: [], basic: [] },
      { BACKWRIGHT_BEARER: 'a', BACKWRIGHT_BASIC: 'a:b' },
      'bad-input',
      /go into the same place/,
    ],
  ])('%s is refused, and the secret is not said', async (_, way, environment, code, message) => {
    await assert.rejects(asked(locked(way), { environment }), (error: UserError) => {
      assert.ok(!error.message.includes(secret))
      return refusal(code, message)(error)
    })
  })
})

test('each round asks each operation once, in orders that differ', async () => {
  const { list } = await asked({ paths: { '/a': get(), '/b': get(), '/c': get() } })
  const rounds = Array.from({ length: list.length / 3 }, (_, round) =>
    list.slice(round * 3, round * 3 + 3).map(({ endpoint }) => endpoint),
  )
  for (const round of rounds) assert.deepEqual([...round].sort(), [0, 1, 2])
  assert.ok(new Set(rounds.map(String)).size > 3)
})
