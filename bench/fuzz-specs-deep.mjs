// Documents for bench/fuzz-specs.mjs that are nested without a bottom, or are huge.
import fc from 'fast-check'

const head = '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, '
const paths =
  '"paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A0"}}}}}}}}'
const schemas = (text) => `${head}${paths}, "components": {"schemas": {${text}}}}`
const around = (open, close) => (n) => schemas(`"A0": ${open.repeat(n)}{"type": "string"}${close.repeat(n)}`)
const chain = (each) => (n) =>
  schemas(
    `${Array.from({ length: n }, (_, i) => `"A${i}": ${each(`{"$ref": "#/components/schemas/A${i + 1}"}`)}`).join(',\n')}, "A${n}": {"type": "object", "properties": {"a": {"type": "string"}}}`,
  )

// biome-ignore format: one line each.
const nests = {
  properties: around('{"type": "object", "properties": {"a": ', '}}'),
  items: around('{"type": "array", "items": ', '}'),
  allOf: around('{"allOf": [', ']}'),
  anyOf: around('{"anyOf": [', ']}'),
  oneOf: around('{"oneOf": [', ']}'),
  not: around('{"not": ', '}'),
  if: around('{"if": ', '}'),
  additionalProperties: around('{"type": "object", "additionalProperties": ', '}'),
  'lists in an example': (n) => schemas(`"A0": {"example": ${'['.repeat(n)}${']'.repeat(n)}}`),
  'objects in a default': (n) => schemas(`"A0": {"type": "object", "default": ${'{"a":'.repeat(n)}1${'}'.repeat(n)}}`),
  'lists in an enum': (n) => schemas(`"A0": {"enum": [${'['.repeat(n)}${']'.repeat(n)}]}`),
  'an extension': (n) => `${head}"paths": {}, "x-a": ${'{"a":'.repeat(n)}1${'}'.repeat(n)}}`,
  'open brackets': (n) => `${head}"paths": {}, "x-a": ${'['.repeat(n)}`,
  'open braces': (n) => '{a: '.repeat(n),
  'block maps': (n) => `openapi: 3.1.0\ninfo: {}\npaths: {}\nx:\n${Array.from({ length: Math.min(n, 3000) }, (_, i) => `${' '.repeat(i + 1)}a:\n`).join('')}`,
  'block lists': (n) => `openapi: 3.1.0\ninfo: {}\npaths: {}\nx:\n  ${'- '.repeat(n)}a\n`,
  'questions': (n) => `${'? '.repeat(n)}a\n`,
  'a chain of references': chain((next) => next),
  'a chain of allOf': chain((next) => `{"allOf": [${next}]}`),
  'a chain of properties': chain((next) => `{"type": "object", "properties": {"a": ${next}}, "required": ["a"]}`),
  'a chain of anyOf': chain((next) => `{"anyOf": [${next}, {"type": "null"}]}`),
  'a chain of items': chain((next) => `{"type": "array", "items": ${next}}`),
  'a chain of not': chain((next) => `{"not": ${next}}`),
  'many in allOf': (n) => schemas(`"A0": {"allOf": [${Array.from({ length: n }, (_, i) => `{"type": "object", "properties": {"a${i}": {"type": "string"}}}`).join(',')}]}`),
  'many in oneOf': (n) => schemas(`"A0": {"oneOf": [${Array.from({ length: n }, (_, i) => `{"type": "object", "properties": {"a${i}": {"type": "string"}}}`).join(',')}]}`),
  'many values': (n) => schemas(`"A0": {"enum": [${Array.from({ length: n }, (_, i) => `"v${i}"`).join(',')}]}`),
  'many properties': (n) => schemas(`"A0": {"type": "object", "properties": {${Array.from({ length: n }, (_, i) => `"p${i}": {"type": "string", "default": "x"}`).join(',')}}}`),
  'many required': (n) => schemas(`"A0": {"type": "object", "required": [${Array.from({ length: n }, (_, i) => `"p${i}"`).join(',')}]}`),
  'many prefixItems': (n) => schemas(`"A0": {"type": "array", "prefixItems": [${Array.from({ length: n }, () => '{"type": "string"}').join(',')}]}`),
  'many parameters of a path': (n) => `${head}"paths": {"/${Array.from({ length: n }, (_, i) => `{p${i}}`).join('/')}": {"get": {"operationId": "a", "responses": {}}}}}`,
  'many operations of one name': (n) => `${head}"paths": {${Array.from({ length: Math.min(n, 2000) }, (_, i) => `"/p${i}": {"get": {"operationId": "a", "responses": {"200": {"description": "ok"}}}}`).join(',')}}}`,
  'many files': (n) => `${head}"paths": {${Array.from({ length: Math.min(n, 3000) }, (_, i) => `"/p${i}": {"$ref": "f${i}.yaml"}`).join(',\n')}}}`,
}

/** Each nest at each depth, with JSON also written so that it is read as YAML. */
export const deepCases = fc
  .record({
    nest: fc.constantFrom(...Object.keys(nests)),
    depth: fc.constantFrom(30, 100, 240, 400, 1000, 3000, 50_000),
    yaml: fc.boolean(),
  })
  .map(({ nest, depth, yaml }) => ({
    kind: 'deep',
    note: `${nest} × ${depth}${yaml ? ', YAML' : ''}`,
    files: {
      'api.yaml': () => (yaml && nests[nest](1).startsWith('{') ? `# YAML\n${nests[nest](depth)}` : nests[nest](depth)),
    },
  }))

const mega = 5_000_000
const fill = (part) => part.repeat(Math.ceil(mega / part.length))
const many = (bytes, each) => Array.from({ length: Math.ceil(mega / bytes) }, (_, i) => each(i)).join('')
const yaml = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'
// biome-ignore format: one line each.
const giants = {
  blanks: () => fill(' '),
  lines: () => `${yaml}paths: {}\n${fill('\n')}`,
  comments: () => `${yaml}paths: {}\n${fill('# x\n')}`,
  'a description': () => `${yaml}paths: {}\nx: "${fill('x ')}"\n`,
  'a title': () => `${head.replace('"T"', `"${fill('*/ x ')}"`)}"paths": {}}`,
  'a summary': () => `${head}"paths": {"/a": {"get": {"operationId": "a", "summary": "${fill('y\\n')}", "responses": {}}}}}`,
  'a name of a schema': () => schemas(`"${fill('N')}": {}, "A0": {}`),
  'an operationId': () => `${head}"paths": {"/a": {"get": {"operationId": "${fill('o')}", "responses": {}}}}}`,
  'a tag': () => `${head}"paths": {"/a": {"get": {"operationId": "a", "tags": ["${fill('t-')}"], "responses": {}}}}}`,
  'a path': () => `${head}"paths": {"${fill('/a')}": {"get": {"operationId": "a", "responses": {}}}}}`,
  'a pattern': () => schemas(`"A0": {"type": "string", "pattern": "${fill('a?')}"}`),
  'a version': () => `openapi: "${fill('3')}"\n`,
  'a broken line': () => `${yaml}paths: {}\nx: [${fill('a, ')}\n`,
  'braces': () => fill('{'),
  'dashes': () => fill('- '),
  'ampersands': () => fill('&'),
  'stars': () => fill('*a '),
  'quotes': () => fill('"'),
  'colons': () => fill(': '),
  'bangs': () => fill('!'),
  'zeros': () => Buffer.alloc(mega),
  'bad bytes': () => Buffer.alloc(mega, 0xff),
  'an extension in JSON': () => `${head}"paths": {}, "x": [${fill('1,')}1]}`,
  'an extension in YAML': () => `${yaml}paths: {}\nx:\n${many(30, (i) => `  key${i}: {a: 1, b: [2, 3]}\n`)}`,
  'mistakes in JSON': () => `${head}"paths": {${many(40, (i) => `"p${i}": {"get": {}},\n`)}"z": {}}}`,
  'mistakes in YAML': () => `${yaml}paths:\n${many(20, (i) => `  p${i}: {get: {}}\n`).slice(0, 2_000_000)}`,
  'schemas': () => schemas(`${many(120, (i) => `"B${i}": {"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}},\n`)}"A0": {}`),
  'dangling references': () => schemas(`${many(60, (i) => `"B${i}": {"$ref": "#/components/schemas/C${i}"},\n`)}"A0": {}`),
}

/** Five megabytes, each in another way. */
export const hugeCases = fc
  .constantFrom(...Object.keys(giants))
  .map((note) => ({ kind: 'huge', note, files: { 'api.yaml': giants[note] } }))
