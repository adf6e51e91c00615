// What bench/fuzz-specs.mjs scaffolds: each case is { kind, note, files: { name: text or bytes, or a function that makes them } }, the first file being the
// document, all drawn by fast-check from a seed.
import fc from 'fast-check'
import { stringify } from 'yaml'
import { deepCases, hugeCases } from './fuzz-specs-deep.mjs'
import { hostileDocument } from './fuzz-specs-document.mjs'

/** An identifier that is made of no name: where it is more than a text in what comes out, a text has become code. */
export const bait = '$pwned'

const code = [
  `*/ globalThis.${bait}(); /*`,
  `*\\/ globalThis.${bait}(); /*`,
  `**/globalThis.${bait}()//`,
  `// ${bait}`,
  `'; globalThis.${bait}(); '`,
  `"; globalThis.${bait}(); "`,
  `\\'; globalThis.${bait}(); //`,
  `\\"; globalThis.${bait}(); //`,
  `\\`,
  `\\\\`,
  `\`; globalThis.${bait}(); \``,
  `\${globalThis.${bait}()}`,
  `\`\${globalThis.${bait}()}`,
  `']; globalThis.${bait}(); ['`,
  `}; globalThis.${bait}(); ({`,
  `}) => globalThis.${bait}()`,
  `x = globalThis.${bait}()`,
  `x(){} static { globalThis.${bait}() }`,
  `[globalThis.${bait}()]`,
  `</script><script>${bait}()</script>`,
  `{{constructor.constructor "return ${bait}"}}`,
  `{{{${bait}}}}`,
  `{{> ${bait}}}`,
  `<%= ${bait} %>`,
  `a\nglobalThis.${bait}()\n`,
  `a\r\nglobalThis.${bait}()\r\n`,
  `a\rglobalThis.${bait}()\r`,
  `a\u2028globalThis.${bait}()\u2028`,
  `a\u2029globalThis.${bait}()\u2029`,
  `a\u0085globalThis.${bait}()\u0085`,
  `a\u000bglobalThis.${bait}()\u000c`,
  `/ globalThis.${bait}() /`,
  `/*`,
  `*/`,
  `*`,
  `/`,
  `*\u200b/ ${bait}`,
  `@deprecated\n@param {${bait}} x`,
  `{@link ${bait}}`,
  `#!/usr/bin/env ${bait}`,
  `<!-- ${bait}`,
  `--> ${bait}`,
  `//# sourceMappingURL=${bait}`,
  `/// <reference path="/etc/passwd" />`,
  `// @ts-nocheck`,
  `@ts-expect-error`,
  `'use strict'`,
  `import('${bait}')`,
  `require("${bait}")`,
  `?.${bait}`,
]
const ways = [
  '..',
  '.',
  '../../escaped',
  '..\\..\\escaped',
  '/etc/escaped',
  '%2e%2e%2fescaped',
  'a/b/c',
  'C:\\escaped',
  'con',
  'NUL.ts',
  'aux/prn',
  'index',
  'runtime',
  'types',
  'validators',
  'handlers',
  '.backwright.json',
  'a\0b',
  'node_modules',
  '~/escaped',
  'x'.repeat(300),
  'é'.repeat(200),
  '😀',
  ' ',
  '',
  '\t',
]
const words = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'then',
  'default',
  'await',
  'async',
  'class',
  'enum',
  'arguments',
  'eval',
  'undefined',
  'NaN',
  'never',
  'any',
  'unknown',
  'object',
  'Object',
  'String',
  'z',
  'types',
  'api',
  'Operations',
  'Promise',
  'File',
  'null',
  'true',
  '0',
  '1e3',
  '-1',
  '01',
  '200',
  'İSTANBUL',
  'ﬁ',
  'ß',
  'ª',
  '\u00b7',
  'a\u200db',
  '\u202Egnp',
  '\u0001\u001b[31mred',
  '\uFEFF',
  '\uD800',
  '𝒳',
  '名前',
  '::error::x',
  'a\n::error file=x::y',
]
const hostile = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...code) },
  { weight: 3, arbitrary: fc.constantFrom(...ways) },
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...code), fc.constantFrom(...words)).map((two) => two.join('')) },
)

const versions = fc.constantFrom('3.0.3', '3.1.0')
const namesOf = (kind, texts) =>
  fc
    .record({
      list: fc.array(hostile, { minLength: 8, maxLength: 40 }),
      version: versions,
      json: fc.boolean(),
      sparse: fc.boolean(),
      skip: fc.nat(60),
    })
    .map(({ list, version, json, sparse, skip }) => {
      let calls = 0
      // In every place at once, or in one of them, so that one error does not hide what the others do.
      const next = (plain = 'text') => {
        calls++
        const mine = !sparse || (calls - 1) % 61 === skip
        return mine ? list[calls % list.length] : texts ? plain : `${plain}`
      }
      const document = hostileDocument(next, { version, texts })
      return { kind, note: sparse ? 'one' : 'all', files: { 'api.yaml': write(document, json) } }
    })

function write(document, json) {
  return json ? JSON.stringify(document, null, 1) : stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })
}

/** A small document that is fine, with a bit of everything. */
export const plain = () => hostileDocument((text = 'text') => text, { version: '3.1.0', texts: false })
const shop = { ...plain(), 'x-note': 'fine' }

/** What stands where something else is meant. */
// biome-ignore format: a list of many small values.
const wrong = [
  null, true, false, 0, -1, 1.5, 1e21, -0, '', 'x', '..', [], {}, [null], [[]], [{}], { $ref: 1 }, { $ref: '#' }, { $ref: '#/' }, { $ref: '' },
  { $ref: '#/paths' }, { $ref: '#/info/title' }, { $ref: '#/components/schemas/Pet' }, { $ref: '#/__proto__' }, { $ref: '#/constructor/prototype' },
  { $ref: 'api.yaml' }, { $ref: './api.yaml#/components/schemas/Pet' }, { type: [] }, { type: ['string', 'array', 'null'] }, { type: {} }, { type: 'array' },
  { enum: [] }, { enum: [{}, [], null, Infinity, 'x'] }, { const: null }, { minimum: Infinity }, { minLength: -1 }, { maxLength: 1.5 }, { minItems: 1e9 },
  { maxItems: -5 }, { multipleOf: 1e-320 }, { pattern: '(a+)+$' }, { pattern: '[' }, { pattern: '(?<a>.)(?<a>.)' }, { pattern: '\\p{Foo}' }, { format: 7 },
  { allOf: [] }, { oneOf: [{}] }, { anyOf: [false] }, { not: {} }, { not: true }, JSON.parse('{"if": {}, "then": false}'), { properties: [] }, { required: 'x' },
  { required: [1, null] }, { items: [] }, { items: false }, { prefixItems: [] }, { additionalProperties: null }, { discriminator: {} },
  { discriminator: { propertyName: 'x', mapping: { a: '#/nowhere', b: 5 } } }, { default: { a: [1] } }, { nullable: 'yes' }, { 200: {} }, { default: null },
  JSON.parse('{"__proto__": {"polluted": true}}'), JSON.parse('{"constructor": {"prototype": {"polluted": true}}}'),
]

const places = (value, path = []) =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.keys(value).flatMap((key) => places(value[key], [...path, key]))]
    : [path]

function put(value, [key, ...rest], change) {
  if (key === undefined) return change(value)
  if (Array.isArray(value)) return value.map((each, index) => (String(index) === key ? put(each, rest, change) : each))
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === key ? put(each, rest, change) : each]),
  )
}

function typesOf(document) {
  const all = places(document)
  return fc
    .record({
      edits: fc.array(fc.record({ at: fc.nat(all.length - 1), to: fc.constantFrom(...wrong), wrap: fc.nat(5) }), {
        minLength: 1,
        maxLength: 3,
      }),
      json: fc.boolean(),
    })
    .map(({ edits, json }) => {
      const made = edits.reduce((value, { at, to, wrap }) => {
        const path = all[at]
        try {
          return put(value, path, (old) => (wrap === 0 ? [old] : wrap === 1 ? { ...old, ...to } : to))
        } catch {
          return value
        }
      }, document)
      return {
        kind: 'types',
        note: edits.map(({ at, to }) => `/${all[at].join('/')} ${JSON.stringify(to)}`).join(', '),
        files: { 'api.yaml': write(made ?? null, json) },
      }
    })
}

// biome-ignore format: a list of many small values.
const tokens = [
  ...'{ } [ ] , : - ? | > & * ! % @ # --- ... << ~ \' "'.split(' '),
  '\n', '\t', '\r', '  ', '\n  ', '\n- ', ': ', '&a ', '*a', '*b ', '!!binary ', '!!set ', '!!float ', '!<tag:x> ', '|\n', '>-\n', '<<: *a\n', '? x\n: y\n', '%YAML 1.1\n---\n',
  '---\n', '...\n', '\0', '\u0085', '\u2028', '.nan', '.inf', '0x', '1e400', 'null', '\uFEFF', '\\', '\\u', '$ref', '#/', 'x-', ...code.slice(0, 12),
]
const edit = fc.record({
  kind: fc.constantFrom('drop', 'drop line', 'double line', 'swap lines', 'insert', 'replace', 'cut', 'indent', 'flip'),
  at: fc.nat(1_000_000),
  length: fc.integer({ min: 1, max: 30 }),
  token: fc.constantFrom(...tokens),
})

function mutate(text, { kind, at, length, token }) {
  const place = at % Math.max(1, text.length)
  const lines = text.split('\n')
  const line = at % lines.length
  switch (kind) {
    case 'drop':
      return text.slice(0, place) + text.slice(place + length)
    case 'drop line':
      return lines.toSpliced(line, 1).join('\n')
    case 'double line':
      return lines.toSpliced(line, 0, lines[line]).join('\n')
    case 'swap lines':
      return lines
        .toSpliced(line, 1)
        .toSpliced(at % 7, 0, lines[line])
        .join('\n')
    case 'insert':
      return text.slice(0, place) + token + text.slice(place)
    case 'replace':
      return text.slice(0, place) + token + text.slice(place + length)
    case 'cut':
      return at % 4 === 0 ? text.slice(0, place) : text
    case 'indent':
      return lines.with(line, ` ${lines[line]}`).join('\n')
    default:
      return (
        text.slice(0, place) +
        String.fromCharCode(text.charCodeAt(place) ^ (1 << (at % 7)) || 1) +
        text.slice(place + 1)
      )
  }
}

const mutatedOf = (kind, texts) =>
  fc
    .record({ text: fc.constantFrom(...texts), edits: fc.array(edit, { minLength: 1, maxLength: 4 }) })
    .map(({ text, edits }) => ({
      kind,
      note: edits.map((each) => each.kind).join(', '),
      files: { 'api.yaml': edits.reduce(mutate, text) },
    }))

const head = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'
const operation = (schema) =>
  `paths:\n  /a:\n    post:\n      operationId: a\n      requestBody: {content: {application/json: {schema: ${schema}}}}\n      responses: {"200": {description: ok, content: {application/json: {schema: ${schema}}}}}\n`
const inSchemas = (text, first = 'A') =>
  `${head}${operation(`{$ref: "#/components/schemas/${first}"}`)}components:\n  schemas:\n${text.replace(/^/gm, '    ')}\n`
const ref = (name) => `{$ref: "#/components/schemas/${name}"}`

/** Documents that lead back to themselves, and files of YAML that mean something else than they show. */
// biome-ignore format: one line each.
const odd = {
  'an anchor within itself': inSchemas('A: &a {type: object, properties: {a: *a}}'),
  'a list within itself': inSchemas('A: {enum: &a [1, *a]}'),
  'an example within itself': inSchemas('A: {type: object, example: &a {a: *a}}'),
  'an extension within itself': `${head}paths: {}\nx-a: &a {a: *a, b: [*a, *a]}\n`,
  'all of it within itself': `&a\n${head}paths: *a\n`,
  'a merge of itself': inSchemas('A: &a {type: object, <<: *a}'),
  'aliases that unfold': `${head}paths: {}\nx-a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'.split('').map((name, index) => `x-${name}: &${name} [${`*${'abcdefghi'[index]}, `.repeat(9)}]\n`).join('')}`,
  'aliases that unfold in a schema': inSchemas(`${'abcdefghijklmno'.split('').map((name, index) => `S${name}: &${name} {type: object, properties: {x: ${index === 0 ? '{type: string}' : `*${'abcdefghijklmno'[index - 1]}`}, y: ${index === 0 ? '{}' : `*${'abcdefghijklmno'[index - 1]}`}}}`).join('\n')}`, 'So'),
  'schemas that double': inSchemas(`${Array.from({ length: 40 }, (_, i) => `A${i}: {type: object, properties: {x: ${ref(`A${i + 1}`)}, y: ${ref(`A${i + 1}`)}}}`).join('\n')}\nA40: {type: string}`, 'A0'),
  'allOf that doubles': inSchemas(`${Array.from({ length: 40 }, (_, i) => `A${i}: {allOf: [${ref(`A${i + 1}`)}, ${ref(`A${i + 1}`)}]}`).join('\n')}\nA40: {type: object, properties: {a: {type: string}}}`, 'A0'),
  'anyOf that doubles': inSchemas(`${Array.from({ length: 40 }, (_, i) => `A${i}: {anyOf: [${ref(`A${i + 1}`)}, {type: array, items: ${ref(`A${i + 1}`)}}, ${ref(`A${i + 1}`)}]}`).join('\n')}\nA40: {type: string, default: x}`, 'A0'),
  'oneOf with a default that doubles': inSchemas(`${Array.from({ length: 40 }, (_, i) => `A${i}: {oneOf: [${ref(`A${i + 1}`)}, ${ref(`A${i + 1}`)}], default: x}`).join('\n')}\nA40: {type: string, maxLength: 0}`, 'A0'),
  'everything refers to everything': inSchemas(Array.from({ length: 25 }, (_, i) => `A${i}: {anyOf: [${Array.from({ length: 25 }, (_, j) => ref(`A${j}`)).join(', ')}]}`).join('\n'), 'A0'),
  'everything extends everything': inSchemas(Array.from({ length: 12 }, (_, i) => `A${i}: {type: object, required: [a], properties: {p${i}: {readOnly: true}}, allOf: [${Array.from({ length: 12 }, (_, j) => ref(`A${j}`)).join(', ')}]}`).join('\n'), 'A0'),
  'a form of everything': inSchemas(Array.from({ length: 14 }, (_, i) => `A${i}: {type: object, properties: {${Array.from({ length: 14 }, (_, j) => `p${j}: ${ref(`A${j}`)}`).join(', ')}}, allOf: [${Array.from({ length: 14 }, (_, j) => ref(`A${j}`)).join(', ')}]}`).join('\n'), 'A0').replaceAll('application/json', 'multipart/form-data'),
  'parameters of everything': `${head}paths:\n  /a:\n    get:\n      operationId: a\n      parameters: [{name: q, in: query, style: deepObject, schema: ${ref('A0')}}]\n      responses: {"200": {description: ok}}\ncomponents:\n  schemas:\n${Array.from({ length: 14 }, (_, i) => `    A${i}: {type: object, anyOf: [${Array.from({ length: 14 }, (_, j) => ref(`A${j}`)).join(', ')}]}`).join('\n')}\n`,
  'allOf of itself': inSchemas(`A: {allOf: [${ref('A')}]}`),
  'not itself': inSchemas(`A: {not: ${ref('A')}}`),
  'if itself': inSchemas(`A: {if: ${ref('A')}, then: ${ref('A')}, else: ${ref('A')}}`),
  'a ring of three': inSchemas(`A: {allOf: [${ref('B')}]}\nB: {oneOf: [${ref('C')}]}\nC: {not: ${ref('A')}}`),
  'a ring of references': inSchemas(`A: ${ref('B')}\nB: ${ref('A')}`),
  'a reference to the document': inSchemas('A: {$ref: "#"}'),
  'a reference to what holds it': inSchemas('A: {type: object, properties: {a: {$ref: "#/components/schemas"}}}'),
  'a reference to an operation': inSchemas('A: {$ref: "#/paths/~1a/post"}'),
  'a discriminator of itself': inSchemas(`A: {oneOf: [${ref('A')}], discriminator: {propertyName: a, mapping: {a: A, b: A}}}`),
  'a path item of itself': `${head}paths:\n  /a: {$ref: "#/paths/~1b"}\n  /b: {$ref: "#/paths/~1a"}\n`,
  'a parameter of itself': `${head}paths:\n  /a: {get: {operationId: a, parameters: [{$ref: "#/paths/~1a/get/parameters/0"}], responses: {}}}\n`,
  'keys that are no texts': `${head}paths: {}\n? [a, {b: c}]\n: x\n? {}\n: y\n~: z\n1: a\ntrue: b\n`,
  'YAML 1.1': `%YAML 1.1\n---\n${inSchemas('A: {type: object, default: 2001-12-14t21:59:43.10-05:00, enum: [!!binary R0lGODlh, !!set {a, b}, !!omap [a: 1], 0777, yes, 1:30, 12_3]}')}`,
  'dates, sets and bytes everywhere': `%YAML 1.1\n---\nopenapi: 3.1.0\ninfo: !!set {a}\npaths: !!omap\n- /a: 2001-01-01\ncomponents: {schemas: !!set {A, B}}\ntags: !!binary aGk=\n`,
  'tags of code': `${head}paths: {}\nx-a: !!js/function 'function () { ${bait}() }'\nx-b: !!python/object/apply:os.system ["touch ${bait}"]\ninfo: !!js/undefined ''\n`,
  'numbers that are none': inSchemas('A: {type: number, enum: [.nan, .inf, -.inf, 1e400, 0x10, 0o7, 123456789012345678901234567890], default: .nan, minimum: -.inf, maximum: .nan}'),
  'defaults that are none': inSchemas('A: {type: object, properties: {a: {default: .nan}, b: {default: -0.0, type: number}, c: {default: 1e400}, d: {enum: [.inf]}, e: {const: .nan}}}'),
  'two documents': `${head}paths: {}\n---\n${head}paths: {}\n`,
  'a second document that is broken': `${head}paths: {}\n---\n{`,
  'no end of a text': `${head}paths: {}\nx-a: "abc\n`,
  tabs: 'openapi: 3.1.0\n\tinfo: {}\n',
  'a comment alone': '# nothing\n',
  'three dashes': '---\n',
  'a text': `"${bait}"\n`,
  'null': 'null\n',
  'an empty object': '{}',
  'a merge of a text': `${head}paths: {}\n<<: x\n`,
  'a merge of __proto__': `${head}paths: {}\nx: &x {__proto__: {polluted: true}}\n<<: *x\n__proto__: {polluted: true}\n`,
  'a key of a megabyte': `${head}paths: {}\n? "${'k'.repeat(1_000_000)}"\n: x\n`,
  'an openapi of all kinds': 'openapi: {toString: 1, valueOf: 2}\ninfo: {}\npaths: {}\n',
  'an openapi of a list': 'openapi: [[3.1.0]]\ninfo: {}\npaths: {}\n',
  'a number of a version': 'openapi: 3.1\ninfo: {title: T, version: 1.0}\npaths: {}\n',
  'many mistakes': `${head}paths:\n${Array.from({ length: 3000 }, (_, i) => `  p${i}: {}\n`).join('')}`,
  'many mistakes in JSON': JSON.stringify({ openapi: '3.1.0', info: {}, paths: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`p${i}`, {}])) }, null, 1),
  'many warnings': `${head}paths:\n${Array.from({ length: 2000 }, (_, i) => `  /p${i}: {get: {responses: {"200": {description: ok}}}}\n`).join('')}`,
}
const oddities = fc
  .constantFrom(...Object.keys(odd))
  .map((note) => ({ kind: 'odd', note, files: { 'api.yaml': odd[note] } }))

// biome-ignore format: a list of many small values.
const targets = [
  '/etc/passwd', '/etc/shadow', '/dev/zero', '/dev/stdin', '/proc/self/environ', '../../../../../../etc/passwd', 'file:///etc/passwd', 'FILE:///etc/passwd', 'http://127.0.0.1:1/x',
  'https://a.example/x.yaml#/A', 'data:application/json,{}', 'javascript:alert(1)', '//a.example/x', '\\\\a.example\\x', 'gopher://a/', 'http://[::1', 'http://', 'link.yaml', 'link.yaml#/a',
  'folder', '.', '..', './', 'other.yaml', 'other.yaml#', 'other.yaml#/A', 'other.yaml#A', 'other.yaml#/B/c/0', 'OTHER.yaml', 'other.yaml?x=1#/A', './././other.yaml#/A', 'other%2Eyaml#/A', '%', '%zz#/A',
  'other.yaml#/%41', 'other.yaml#/%', 'broken.yaml#/A', 'empty.yaml#/A', 'binary.dat#/A', 'text.txt', 'circle.yaml#/A', '#', '#/', '#//', '#a', '#/components/schemas/A/properties', '#/components/schemas/~2', '#/__proto__',
  '#/components/__proto__', '#/constructor/name', '#/paths/length', '#/components/schemas/A#/x', '', ' ', 'a\0b.yaml', 'a\nb.yaml', 'a\u2028b.yaml', 'x'.repeat(5000), `${'a/'.repeat(3000)}b`, `#/${'a/'.repeat(30_000)}`,
  `*/${bait}`, '::error::x', '\u001b[31m', '~/.ssh/id_rsa',
]
const references = fc
  .record({ target: fc.constantFrom(...targets), where: fc.nat(5), json: fc.boolean(), remote: fc.constant(false) })
  .map(({ target, where, json }) => {
    const document = plain()
    const $ref = { $ref: target }
    const [path] = Object.keys(document.paths)
    if (where === 0) document.components.schemas.A = $ref
    else if (where === 1) document.paths['/r'] = $ref
    else if (where === 2) document.paths[path].parameters.push($ref)
    else if (where === 3)
      document.components.schemas.A = { type: 'object', properties: { a: $ref, b: { allOf: [$ref] } } }
    else if (where === 4) document.paths[path].get.responses[404] = $ref
    else
      document.components.schemas.A = {
        oneOf: [$ref, $ref],
        discriminator: { propertyName: 'a', mapping: { a: target, __proto__x: target } },
      }
    return {
      kind: 'references',
      note: `${where} ${target.slice(0, 60)}`,
      files: {
        'api.yaml': write(document, json),
        'other.yaml':
          'A: {type: object, $anchor: A, properties: {a: {$ref: "api.yaml#/components/schemas/Pet"}, b: {$ref: "#/B/c/0"}}}\nB: {c: [{type: string}]}\n',
        'circle.yaml': 'A: {$ref: "circle2.yaml#/A"}\n',
        'circle2.yaml': 'A: {$ref: "circle.yaml#/A"}\n',
        'broken.yaml': 'A: {\n',
        'empty.yaml': '',
        'text.txt': 'hello',
        'binary.dat': Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80, 0x0a]),
      },
    }
  })

const bytes = fc
  .record({
    raw: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    how: fc.nat(10),
    at: fc.nat(2000),
    json: fc.boolean(),
  })
  .map(({ raw, how, at, json }) => {
    const good = write(plain(), json)
    const text = Buffer.from(good)
    const utf16 = Buffer.from(`\uFEFF${good}`, 'utf16le')
    const content = [
      Buffer.from(raw),
      Buffer.concat([text.subarray(0, at), Buffer.from(raw), text.subarray(at)]),
      Buffer.concat([text.subarray(0, at), Buffer.from([0]), text.subarray(at)]),
      Buffer.concat([text.subarray(0, at), Buffer.from([0xc3]), text.subarray(at)]),
      Buffer.concat([Buffer.from('\uFEFF'), text]),
      utf16,
      Buffer.from(utf16).swap16(),
      utf16.subarray(0, at | 1),
      Buffer.from(good.replaceAll('\n', '\r\n')),
      Buffer.from(good.replaceAll('\n', '\r')),
      Buffer.alloc(at + 1),
    ][how]
    return { kind: 'bytes', note: String(how), files: { 'api.yaml': content } }
  })

/** As many cases as are asked for, the same ones for the same seed. `texts` are documents of the user's, to be mutated too. */
export function drawnCases(seed, count, texts) {
  const all = fc.oneof(
    { weight: 6, arbitrary: namesOf('names', false) },
    { weight: 6, arbitrary: namesOf('texts', true) },
    { weight: 7, arbitrary: typesOf(shop) },
    { weight: 6, arbitrary: mutatedOf('mutated', [write(shop, false), write(shop, true)]) },
    { weight: 5, arbitrary: oddities },
    { weight: 4, arbitrary: references },
    { weight: 3, arbitrary: bytes },
    { weight: 4, arbitrary: deepCases },
    { weight: 1, arbitrary: hugeCases },
    ...(texts.length > 0 ? [{ weight: 5, arbitrary: mutatedOf('mutated file', texts) }] : []),
  )
  return fc.sample(all, { seed, numRuns: count })
}
