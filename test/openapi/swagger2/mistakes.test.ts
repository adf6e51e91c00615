import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { load, told } from '../../support/documents.ts'

const head = 'swagger: "2.0"\ninfo: {title: T, version: "1"}\n'
const ok = 'responses: {"200": {description: ok}}'

/** A document of one operation; the first of its own lines is the sixth. */
const operation = (text: string): string =>
  `${head}paths:\n  /a:\n    post:\n${text.replace(/^/gm, '      ')}\n      operationId: a\n`

/** The one that the lines of a list of parameters stand in, from the seventh on. */
const parameters = (...list: readonly string[]): string =>
  operation(`parameters:\n${list.map((one) => `  - ${one}`).join('\n')}\n${ok}`)

describe('each mistake is told with its line', () => {
  test.each<[string, string, readonly string[]]>([
    ['a parameter without a name', parameters('{in: query, type: string}'), ['api.yaml:7:11 missing-key']],
    ['an unknown place', parameters('{name: q, in: queri, type: string}'), ['api.yaml:7:11 missing-key']],
    ['a cookie', parameters('{name: q, in: cookie, type: string}'), ['api.yaml:7:11 missing-key']],
    ['an unknown type', parameters('{name: q, in: query, type: strin}'), ['api.yaml:7:32 bad-type']],
    [
      'an unknown type of elements',
      parameters('{name: q, in: query, type: array, items: {type: x}}'),
      ['api.yaml:7:53 bad-type'],
    ],
    ['a file in the query', parameters('{name: q, in: query, type: file}'), ['api.yaml:7:32 bad-type']],
    ['a file in a definition', `${head}paths: {}\ndefinitions:\n  A: {type: file}\n`, ['api.yaml:5:7 bad-type']],
    [
      'a limit that is a text',
      parameters('{name: q, in: query, type: integer, maximum: "5"}'),
      ['api.yaml:7:47 wrong-type'],
    ],
    [
      'two bodies',
      parameters('{name: a, in: body, schema: {}}', '{name: b, in: body, schema: {}}'),
      ['api.yaml:8:11 duplicate-body'],
    ],
    [
      'a body and a form',
      parameters('{name: a, in: body, schema: {}}', '{name: b, in: formData, type: string}'),
      ['api.yaml:7:11 body-and-form'],
    ],
    [
      'a parameter that is there twice',
      parameters('{name: q, in: query, type: string}', '{name: q, in: query, type: string}'),
      ['api.yaml:8:11 duplicate-parameter'],
    ],
    [
      'a name that is repeated in a path',
      parameters('{name: q, in: header, type: array, items: {type: string}, collectionFormat: multi}'),
      ['api.yaml:7:69 bad-style'],
    ],
    [
      'a name that is repeated in a list',
      parameters(
        '{name: q, in: query, type: array, items: {type: array, items: {type: string}, collectionFormat: multi}}',
      ),
      ['api.yaml:7:89 bad-style'],
    ],
    [
      'an unknown format of a list',
      parameters('{name: q, in: formData, type: array, items: {type: string}, collectionFormat: semicolons}'),
      ['api.yaml:7:71 bad-style'],
    ],
    [
      'a media type that is none',
      operation(`consumes: [5]\nparameters: [{name: b, in: body, schema: {}}]\n${ok}`),
      ['api.yaml:6:18 wrong-type'],
    ],
    ['media types in a text', operation(`produces: application/json\n${ok}`), ['api.yaml:6:7 wrong-type']],
    [
      'a discriminator of OpenAPI 3',
      `${head}paths: {}\ndefinitions:\n  A: {type: object, discriminator: {propertyName: a}}\n`,
      ['api.yaml:5:21 wrong-type'],
    ],
    [
      'a bearer token',
      `${head}paths: {}\nsecurityDefinitions:\n  a: {type: http, scheme: bearer}\n`,
      ['api.yaml:5:3 bad-security-scheme'],
    ],
    [
      'a key without a name',
      `${head}paths: {}\nsecurityDefinitions:\n  a: {type: apiKey, in: header}\n`,
      ['api.yaml:5:3 bad-security-scheme'],
    ],
    ['an unknown security scheme', operation(`security: [{b: []}]\n${ok}`), ['api.yaml:6:19 unknown-security-scheme']],
    ['a reference that leads nowhere', parameters("{$ref: '#/parameters/Q'}"), ['api.yaml:7:12 dangling-ref']],
  ])('%s', async (_, text, expected) => {
    assert.deepEqual(await told(text), expected)
  })

  test('all of them at once, each in its file', async () => {
    const text = parameters(
      "{$ref: 'shared/parameters.yaml#/Q'}",
      '{name: b, in: body, schema: {type: x}}',
      '{in: body}',
    )
    const files = { 'api.yaml': text, 'shared/parameters.yaml': 'Q:\n  name: q\n  in: path\n  type: bool\n' }
    assert.deepEqual(await told(files), [
      'api.yaml:9:11 missing-key',
      'shared/parameters.yaml:4:3 bad-type',
      'api.yaml:8:40 bad-type',
    ])
  })
})

describe('what cannot be carried over is a warning', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing of a plain document', parameters('{name: q, in: query, type: string}'), []],
    ['a parameter without a type', parameters('{name: q, in: query}'), ['api.yaml:7:11 missing-schema']],
    [
      'a schema outside the body',
      parameters('{name: q, in: query, schema: {type: string}}'),
      ['api.yaml:7:32 misplaced-schema'],
    ],
    ['an object in the query', parameters('{name: q, in: query, type: object}'), ['api.yaml:7:32 object-parameter']],
    ['a body without a schema', parameters('{name: q, in: body}'), ['api.yaml:7:11 missing-schema']],
    [
      'the media types as a header',
      parameters('{name: Accept, in: header, type: string}'),
      ['api.yaml:7:11 media-type-header'],
    ],
    [
      'a style of OpenAPI 3',
      parameters('{name: q, in: query, type: string, style: form}'),
      ['api.yaml:7:46 unknown-key'],
    ],
    ['a misspelt key', parameters('{name: q, in: query, type: string, requird: true}'), ['api.yaml:7:46 unknown-key']],
    [
      'a form that JSON is to carry',
      operation(`consumes: [application/json]\nparameters: [{name: q, in: formData, type: string}]\n${ok}`),
      ['api.yaml:6:7 form-media-type'],
    ],
    [
      'a file in a form that carries none',
      operation(
        `consumes: [application/x-www-form-urlencoded]\nparameters: [{name: q, in: formData, type: file}]\n${ok}`,
      ),
      ['api.yaml:6:7 form-media-type'],
    ],
    ['a request body of OpenAPI 3', operation(`requestBody: {}\n${ok}`), ['api.yaml:6:7 unknown-key']],
    [
      'the content of OpenAPI 3',
      operation('responses: {"200": {description: ok, content: {}}}'),
      ['api.yaml:6:44 unknown-key'],
    ],
    ['the components of OpenAPI 3', `${head}paths: {}\ncomponents: {}\n`, ['api.yaml:4:1 unknown-key']],
    [
      'an example of what is not produced',
      operation('responses: {"200": {description: ok, schema: {type: string}, examples: {text/csv: a}}}'),
      ['api.yaml:6:79 unused-example'],
    ],
    [
      'a header of a response that is a list with bars',
      operation(
        'responses: {"200": {description: ok, headers: {x: {type: array, items: {type: string}, collectionFormat: pipes}}}}',
      ),
      ['api.yaml:6:94 unsupported-format'],
    ],
  ])('%s', async (_, text, expected) => {
    assert.deepEqual(await told(text), expected)
  })
})

test.each<[string, string, RegExp]>([
  ['a document without a version', 'info: {}\n', /starts neither with `openapi: 3\.0\.3` .* `swagger: "2\.0"`/],
  [
    'a body and a form',
    parameters('{name: a, in: body, schema: {}}', '{name: b, in: formData, type: string}'),
    /make the `in: formData` parameters properties of the body/,
  ],
  ['a cookie', parameters('{name: q, in: cookie, type: string}'), /no cookie parameters: OpenAPI 3 has/],
  ['another version', 'swagger: "1.2"\n', /Swagger 1\.2 is not read\. Version 2\.0 is/],
])('%s: the message says what to do', async (_, text, message) => {
  await assert.rejects(load(text), message)
})
