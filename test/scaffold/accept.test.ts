import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { frameworks } from '../../src/scaffold/all.ts'
import { preferred, successTypes } from '../../templates/scaffold/runtime/accept.ts'
import { cpuMs } from '../support/cpu-time.ts'
import { call, type Scaffolded, scaffoldServer } from '../support/scaffolded-server.ts'

const json = 'application/json'
const csv = 'text/csv'
const hal = 'application/hal+json'

describe('of the media types that there are, a caller gets', () => {
  test.each<readonly [why: string, accept: string | undefined, types: readonly string[], best: string | undefined]>([
    ['the first, when it says nothing', undefined, [json, csv], json],
    ['the first, when what it says is empty', '', [json, csv], json],
    ['the first, when it says nothing between commas', ' , ,', [json, csv], json],
    ['the first, when all are welcome', '*/*', [json, csv], json],
    ['the one that it names', csv, [json, csv], csv],
    ['the one that it names, however it is written', 'Text/CSV', [json, csv], csv],
    ['none, when it names another', 'application/xml', [json, csv], undefined],
    ['none, when another only ends alike', json, [hal], undefined],
    ['one of its kind', 'text/*', [json, csv], csv],
    ['the heaviest', `${json};q=0.5, ${csv};q=0.501`, [json, csv], csv],
    ['the first of equals', `${csv}, ${json}`, [json, csv], json],
    ['what the most specific range says', `text/*;q=0.1, */*;q=0.9, ${csv};q=1`, [json, csv], csv],
    ['the rest, when its kind is worse', 'text/*;q=0.1, */*;q=0.2', [csv, json], json],
    ['none that it refuses', `${json};q=0, */*`, [json, csv], csv],
    ['none, when it refuses its kind', 'application/*;q=0.0, */*', [json], undefined],
    ['none, when it refuses all', '*/*;q=0', [json], undefined],
    ['the one that it takes, though it refuses all others', `*/*;q=0, ${csv}`, [json, csv], csv],
    ['a type with the charset that we send', `${json}; charset=UTF-8`, [json], json],
    ['a type with the charset in quotes', `${json};charset="utf-8"`, [json], json],
    ['a type with a parameter that we may have', `${json};version=2`, [json], json],
    [
      'the type itself rather than one with a parameter',
      `${csv};header=present, ${csv};q=0.1, ${json};q=0.5`,
      [csv, json],
      json,
    ],
    ['a type of which it refuses another version', `${json};version=1;q=0, ${json}`, [json], json],
    ['none, when it only refuses another version', `${json};version=1;q=0`, [json], json],
    ['a type whose parameter has separators', `${csv};a="x,y;q=0\\"", ${json};q=0.5`, [json, csv], csv],
    ['what it says, whatever comes after the weight', `${csv};q=0.5;level=1, ${json};q=0.4`, [json, csv], csv],
    ['what it says between blanks', ` ${csv} ; q=0.5 ,\t${json} ; q=0.4`, [json, csv], csv],
    ['any of a range', 'image/png', ['image/*'], 'image/*'],
    ['any of a range that it takes part of', 'image/*;q=0, image/png', ['image/*'], 'image/*'],
    ['none of a range that it refuses', 'image/*;q=0, */*', ['image/*'], undefined],
    ['none of another range', 'text/html', ['image/*'], undefined],
    ['anything, where anything is answered', 'text/html', ['*/*'], '*/*'],
    ['nothing from a type named like a range', 'imagex/png', ['image/*'], undefined],
  ])('%s: %s', (_, accept, types, best) => {
    assert.equal(preferred([...types], accept), best)
  })

  test.each([
    'application',
    '*',
    '*/json',
    `${csv};q=2`,
    `${csv};q=x`,
    `${csv};q=0.1234`,
    `${csv};a`,
    `${csv};a=b c`,
    `${csv};a="b`,
    `${csv} ${json}`,
    '<script>',
    'text/html, image/gif, *; q=.2',
  ])('the first, when it says what is no Accept: %s', (accept) => {
    assert.equal(preferred([json], accept), json)
  })

  test('an answer at once, however long it asks for it', () => {
    const started = cpuMs()
    for (const text of ['"\\', '\\"', ' ', ';', ',', 'a/b;q=0.1,', 'a/b; ', '"', 'a/b;a="\\",'])
      preferred([json], `${text.repeat(16_384 / text.length)}!`)
    assert.ok(cpuMs() - started < 500)
  })
})

test('only success decides what an operation can answer', () => {
  const types = {
    200: { [json]: 1 },
    '2XX': { [csv]: 1, [json]: 1 },
    204: {},
    404: { [hal]: 1 },
    default: { 'text/plain': 1 },
  }
  assert.deepEqual(successTypes(types), [json, csv])
  assert.deepEqual(successTypes({ 404: { [hal]: 1 }, default: { [csv]: 1 } }), [csv])
  assert.deepEqual(successTypes({ 204: {}, default: { [csv]: 1 } }), [])
})

describe.each(frameworks.map(({ name }) => name))('%s', (framework) => {
  let server: Scaffolded
  let port = 0

  beforeAll(async () => {
    server = await scaffoldServer('test/cases/scaffold/negotiation.yaml', framework)
    assert.equal(server.check({ 'handlers/default/getPet.ts': handler }), '')
    ;[port = 0] = await server.start(`{ validateResponses: true, handlers: {
      getPet: ({ context, headers }) => {
        const wanted = context.raw.request.headers['x-answer']
        if (wanted === 'text') return { status: 200, body: 'name\\nRex\\n' }
        if (wanted === 'said') return { status: 200, contentType: 'text/csv', body: 'name\\n' }
        if (wanted === 'missing') return { status: 404, body: {} }
        if (wanted === 'best') {
          const contentType = context.accepts('application/hal+json', 'text/csv')
          return { status: 200, contentType, headers: { vary: 'origin' }, body: contentType === 'text/csv' ? 'name\\n' : { name: 'Rex' } }
        }
        return { status: 200, body: { name: 'Rex' } }
      },
      savePet: () => { throw new Error('It ran.') },
      removePet: () => ({ status: 204 }),
      getPicture: () => ({ status: 200, contentType: 'image/png', body: new Uint8Array([1]) }),
    } }`)
  })
  afterAll(() => server.remove())

  const handler = `import type { Handlers } from '../../runtime.js'
    export const getPet: Handlers['getPet'] = async ({ context }) => {
      if (context.accepts('text/csv') === undefined) return { status: 200, body: { name: 'x' } }
      return Math.random() < 0.5 ? { status: 200, body: 'name' } : { status: 200, contentType: 'text/csv', body: 'name' }
    }`
  const utf8 = (type: string) => `${type}; charset=utf-8`

  test.each<
    readonly [path: string, accept: string | undefined, answer: string, status: number, type: string | undefined]
  >([
    ['/pet', undefined, '', 200, utf8(json)],
    ['/pet', 'application/*', '', 200, utf8(json)],
    ['/pet', hal, '', 200, utf8(hal)],
    ['/pet', `${json};q=0.1, ${hal}`, '', 200, utf8(hal)],
    ['/pet', csv, '', 200, utf8(json)],
    ['/pet', csv, 'text', 200, utf8(csv)],
    ['/pet', undefined, 'text', 200, utf8(csv)],
    ['/pet', `${json}, ${csv};q=0`, 'said', 200, utf8(csv)],
    ['/pet', `${hal}, ${csv};q=0.1`, 'best', 200, utf8(hal)],
    ['/pet', `${hal};q=0.1, ${csv}`, 'best', 200, utf8(csv)],
    ['/pet', json, 'missing', 404, utf8('application/problem+json')],
    ['/pet', 'application/xml', '', 406, utf8(json)],
    ['/pet', 'application/problem+json', 'missing', 406, utf8(json)],
    ['/pet', 'nonsense', '', 200, utf8(json)],
    ['/picture', 'image/png', '', 200, 'image/png'],
    ['/picture', 'text/html', '', 406, utf8(json)],
  ])('%s, with Accept %s, %s', async (path, accept, answer, status, type) => {
    const {
      status: got,
      headers,
      body,
    } = await call(port, path, {
      headers: { 'x-answer': answer, 'x-request-id': 'id', ...(accept !== undefined && { accept }) },
    })
    assert.deepEqual([got, headers['content-type']], [status, type])
    if (status !== 406) return
    const { error, meta } = body as { error: { code: string; details: unknown }; meta: object }
    assert.deepEqual([error.code, error.details, meta], ['NOT_ACCEPTABLE', [], { requestId: 'id' }])
  })

  test('an answer that is never a body pleases everybody', async () => {
    assert.equal((await call(port, '/pet', { method: 'DELETE', headers: { accept: 'image/png' } })).status, 204)
  })

  test('nothing is done for a caller who could not take the answer', async () => {
    const headers = { 'content-type': json, accept: csv }
    assert.equal((await call(port, '/pet', { method: 'POST', headers, body: '{"name":"x"}' })).status, 406)
    const { body } = await call(port, '/pet', { headers: { accept: 'image/png, text/html' } })
    assert.equal(
      (body as { error: { message: string } }).error.message,
      'The answer can be application/json or application/hal+json or text/csv, and Accept takes none of that.',
    )
  })

  test('an answer that depends on Accept says so', async () => {
    const varies = async (path: string, answer: string) =>
      (await call(port, path, { headers: { 'x-answer': answer } })).headers.vary
    assert.deepEqual(
      [
        await varies('/pet', ''),
        await varies('/pet', 'said'),
        await varies('/pet', 'best'),
        await varies('/picture', ''),
      ],
      ['accept', undefined, 'origin', undefined],
    )
  })
})
