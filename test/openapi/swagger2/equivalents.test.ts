import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { load } from '../../support/documents.ts'

/** What is read from a document, without the places in it. */
async function read(version: object, document: object): Promise<unknown> {
  const text = JSON.stringify({ ...version, info: { title: 'T', version: '1' }, ...document })
  const { api } = await load({ 'api.json': text, 'other.json': other })
  return JSON.parse(JSON.stringify(api, (key, value) => (key === 'pointer' || key === 'file' ? undefined : value)))
}

const other = JSON.stringify({
  definitions: { Dog: { type: 'object', properties: { bark: { type: 'boolean' } } } },
  parameters: { Limit: { name: 'limit', in: 'query', type: 'integer' } },
  newParameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'integer' } } },
})

type Pair = readonly [title: string, swagger: object, openapi: object]

async function agree(swagger: object, openapi: object): Promise<void> {
  assert.deepEqual(await read({ swagger: '2.0' }, swagger), await read({ openapi: '3.0.3' }, openapi))
}

const none = { '200': { description: 'ok' } }

function at(operation: object, more: object = {}): object {
  return { paths: { '/a': { post: { operationId: 'a', responses: none, ...operation } } }, ...more }
}

const parameterPairs: readonly Pair[] = [
  ['a text', { in: 'query', type: 'string' }, { in: 'query', schema: { type: 'string' } }],
  [
    'limits and a default',
    {
      in: 'query',
      type: 'number',
      format: 'float',
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 9,
      multipleOf: 3,
      default: 3,
    },
    {
      in: 'query',
      schema: {
        type: 'number',
        format: 'float',
        minimum: 0,
        exclusiveMinimum: true,
        maximum: 9,
        multipleOf: 3,
        default: 3,
      },
    },
  ],
  [
    'a text among others',
    {
      in: 'header',
      required: true,
      description: 'One.',
      type: 'string',
      enum: ['a', 'b'],
      minLength: 1,
      maxLength: 1,
      pattern: '.',
    },
    {
      in: 'header',
      required: true,
      description: 'One.',
      schema: { type: 'string', enum: ['a', 'b'], minLength: 1, maxLength: 1, pattern: '.' },
    },
  ],
  [
    'commas by default',
    { in: 'query', type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 2, uniqueItems: true },
    {
      in: 'query',
      explode: false,
      schema: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 2, uniqueItems: true },
    },
  ],
  [
    'spaces',
    { in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'ssv' },
    { in: 'query', style: 'spaceDelimited', schema: { type: 'array', items: { type: 'string' } } },
  ],
  [
    'bars',
    { in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'pipes' },
    { in: 'query', style: 'pipeDelimited', schema: { type: 'array', items: { type: 'string' } } },
  ],
  [
    'a repeated name',
    { in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' },
    { in: 'query', schema: { type: 'array', items: { type: 'string' } } },
  ],
  [
    'a list in a header',
    { in: 'header', type: 'array', items: { type: 'boolean' } },
    { in: 'header', schema: { type: 'array', items: { type: 'boolean' } } },
  ],
  [
    'an empty value',
    { in: 'query', type: 'boolean', allowEmptyValue: true, default: true },
    { in: 'query', allowEmptyValue: true, schema: { type: 'boolean', default: true } },
  ],
  [
    'null, and an example',
    { in: 'query', type: 'integer', 'x-nullable': true, 'x-example': 5 },
    { in: 'query', schema: { type: 'integer', nullable: true, example: 5 } },
  ],
]

test.each(parameterPairs)('a parameter is what it is in OpenAPI 3: %s', async (_, swagger, openapi) => {
  await agree(at({ parameters: [{ name: 'q', ...swagger }] }), at({ parameters: [{ name: 'q', ...openapi }] }))
})

const pet = { type: 'object', properties: { a: { type: 'string' } } }
const json = { 'application/json': { schema: pet } }
const form = (schema: object, mediaType = 'application/x-www-form-urlencoded', required = false): object => ({
  requestBody: { required, content: { [mediaType]: { schema: { type: 'object', ...schema } } } },
})

const bodyPairs: readonly Pair[] = [
  ['JSON by default', { parameters: [{ name: 'b', in: 'body', schema: pet }] }, { requestBody: { content: json } }],
  [
    'each of the types that are consumed',
    {
      consumes: ['text/plain', 'Application/JSON; charset=utf-8'],
      parameters: [{ name: 'b', in: 'body', required: true, description: 'B.', schema: pet }],
    },
    { requestBody: { required: true, description: 'B.', content: { 'text/plain': { schema: pet }, ...json } } },
  ],
  [
    'a form',
    { parameters: [{ name: 'n', in: 'formData', type: 'integer', description: 'N.' }] },
    form({ properties: { n: { type: 'integer', description: 'N.' } } }),
  ],
  [
    'a form with a file',
    {
      parameters: [
        { name: 'f', in: 'formData', type: 'file', required: true },
        { name: 'n', in: 'formData', type: 'string' },
      ],
    },
    form(
      { required: ['f'], properties: { f: { type: 'string', format: 'binary' }, n: { type: 'string' } } },
      'multipart/form-data',
      true,
    ),
  ],
  [
    'a form as it is consumed',
    { consumes: ['multipart/form-data'], parameters: [{ name: 'n', in: 'formData', type: 'string' }] },
    form({ properties: { n: { type: 'string' } } }, 'multipart/form-data'),
  ],
  [
    'an example of it',
    { parameters: [{ name: 'b', in: 'body', schema: pet, 'x-example': { a: 'x' } }] },
    { requestBody: { content: { 'application/json': { schema: pet, example: { a: 'x' } } } } },
  ],
]

test.each(bodyPairs)('a body is what it is in OpenAPI 3: %s', async (_, swagger, openapi) => {
  await agree(at(swagger), at(openapi))
})

const responsePairs: readonly Pair[] = [
  ['JSON by default', { '200': { description: 'ok', schema: pet } }, { '200': { description: 'ok', content: json } }],
  ['nothing', { default: { description: 'no' } }, { default: { description: 'no' } }],
  [
    'a file',
    { '200': { description: 'ok', schema: { type: 'file' } } },
    {
      '200': {
        description: 'ok',
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    },
  ],
  [
    'headers and examples',
    {
      '200': {
        description: 'ok',
        headers: { 'X-A': { type: 'integer' }, 'Content-Type': { type: 'string' } },
        schema: pet,
        examples: { 'application/json': { a: 'b' } },
      },
    },
    {
      '200': {
        description: 'ok',
        headers: { 'X-A': { schema: { type: 'integer' } } },
        content: { 'application/json': { schema: pet, example: { a: 'b' } } },
      },
    },
  ],
]

test.each(responsePairs)('a response is what it is in OpenAPI 3: %s', async (_, swagger, openapi) => {
  await agree(at({ responses: swagger }), at({ responses: openapi }))
})

describe('the document is what it is in OpenAPI 3', () => {
  const named = (name: string): object => ({ $ref: `#/definitions/${name}` })

  test('definitions, with a discriminator and null', async () => {
    const base = {
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string' }, note: { type: 'string' } },
    }
    const child = (ref: string): object => ({
      allOf: [{ $ref: ref }, { type: 'object', properties: { lives: { type: 'integer' } } }],
    })
    await agree(
      {
        paths: {},
        definitions: { Pet: { ...base, discriminator: 'kind', 'x-nullable': true }, Cat: child('#/definitions/Pet') },
      },
      {
        paths: {},
        components: {
          schemas: {
            Pet: { ...base, discriminator: { propertyName: 'kind' }, nullable: true },
            Cat: child('#/components/schemas/Pet'),
          },
        },
      },
    )
  })

  test('what the root says of all operations, and shared parameters and responses', async () => {
    await agree(
      at(
        { parameters: [{ $ref: '#/parameters/Body' }], responses: { '200': { $ref: '#/responses/Ok' } } },
        {
          consumes: ['application/merge-patch+json'],
          produces: ['text/csv'],
          parameters: { Body: { name: 'b', in: 'body', schema: named('Pet') } },
          responses: { Ok: { description: 'ok', schema: { type: 'string' } } },
          definitions: { Pet: pet },
        },
      ),
      at(
        {
          requestBody: {
            content: { 'application/merge-patch+json': { schema: { $ref: '#/components/schemas/Pet' } } },
          },
          responses: { '200': { description: 'ok', content: { 'text/csv': { schema: { type: 'string' } } } } },
        },
        { components: { schemas: { Pet: pet } } },
      ),
    )
  })

  test('parameters of the path, which an operation replaces; a body replaces any body', async () => {
    const path = (shared: object[], own: object): object => ({
      paths: { '/a/{id}': { parameters: shared, post: { operationId: 'a', responses: none, ...own } } },
    })
    await agree(
      path(
        [
          { name: 'id', in: 'path', required: true, type: 'string' },
          { name: 'q', in: 'query', type: 'string' },
          { name: 'x', in: 'body', schema: { type: 'string' } },
        ],
        {
          parameters: [
            { name: 'q', in: 'query', type: 'integer' },
            { name: 'b', in: 'body', schema: pet },
          ],
        },
      ),
      path([{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }], {
        parameters: [{ name: 'q', in: 'query', schema: { type: 'integer' } }],
        requestBody: { content: json },
      }),
    )
  })

  test('security, which an operation may lift', async () => {
    const paths = {
      '/a': { get: { operationId: 'a', responses: none }, put: { operationId: 'b', responses: none, security: [] } },
    }
    await agree(
      {
        paths,
        security: [{ key: [], login: [] }, { oauth: ['read'] }],
        securityDefinitions: {
          key: { type: 'apiKey', in: 'header', name: 'X-Key' },
          login: { type: 'basic' },
          oauth: { type: 'oauth2', flow: 'application', tokenUrl: 'https://a.example', scopes: { read: '' } },
        },
      },
      {
        paths,
        security: [{ key: [], login: [] }, { oauth: ['read'] }],
        components: {
          securitySchemes: {
            key: { type: 'apiKey', in: 'header', name: 'X-Key' },
            login: { type: 'http', scheme: 'basic' },
            oauth: { type: 'oauth2', flows: {} },
          },
        },
      },
    )
  })

  test('references into other files', async () => {
    await agree(
      at({
        parameters: [
          { $ref: 'other.json#/parameters/Limit' },
          { name: 'b', in: 'body', schema: { $ref: 'other.json#/definitions/Dog' } },
        ],
      }),
      at({
        parameters: [{ $ref: 'other.json#/newParameters/Limit' }],
        requestBody: { content: { 'application/json': { schema: { $ref: 'other.json#/definitions/Dog' } } } },
      }),
    )
  })
})

test.each<[string, object, object]>([
  [
    'tabs',
    { type: 'array', items: { type: 'integer' }, collectionFormat: 'tsv' },
    { kind: 'array', items: ['integer'] },
  ],
  [
    'lists in lists',
    {
      type: 'array',
      collectionFormat: 'tsv',
      items: { type: 'array', items: { type: 'array', collectionFormat: 'ssv', items: { type: 'number' } } },
    },
    {
      kind: 'array',
      items: ['string'],
      inner: { separator: ',', items: ['string'], inner: { separator: ' ', items: ['number'] } },
    },
  ],
])('OpenAPI 3 has no word for %s', async (_, parameter, shape) => {
  const document = { swagger: '2.0', info: {}, ...at({ parameters: [{ name: 'q', in: 'query', ...parameter }] }) }
  const [operation] = (await load(JSON.stringify(document))).api.operations
  const encoding = { kind: 'style', style: 'tabDelimited', explode: false, allowReserved: false, shape }
  assert.deepEqual(operation?.parameters[0]?.encoding, encoding)
})
