import type { Json } from '../../src/openapi/schema.ts'

export interface SchemaCase {
  /** Of components, beside `It`. */
  readonly schemas?: Readonly<Record<string, object | boolean>>
  readonly schema: object | boolean
  readonly admits: readonly Json[]
  readonly refuses: readonly Json[]
  /** Our verdict differs from the standard's on purpose. */
  readonly differs?: string
}

/** A JSON value with a property that object literals cannot have. */
const protoJson = (text: string): Json => JSON.parse(text) as Json

/** Schemas of OpenAPI 3.0, with the verdicts that JSON Schema gives. */
export const cases30: Readonly<Record<string, SchemaCase>> = {
  'an integer': { schema: { type: 'integer' }, admits: [1, 1.0, 1e20, -3], refuses: [1.5, '5', null, true, [], {}] },
  'a number': { schema: { type: 'number' }, admits: [1, 1.5, 1e300], refuses: ['1', null, true] },
  'a boolean': { schema: { type: 'boolean' }, admits: [true, false], refuses: ['true', 1, 0, null] },
  'an int32': {
    schema: { type: 'integer', format: 'int32' },
    admits: [2147483647, -2147483648],
    refuses: [2147483648, 1.5],
  },
  'an exclusive minimum of 3.0': {
    schema: { type: 'number', minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false },
    admits: [1.01, 5],
    refuses: [1, 5.01],
  },
  'a multiple of a fraction': {
    schema: { type: 'number', multipleOf: 0.01 },
    admits: [19.99, 4.35, 0],
    refuses: [19.995],
  },
  'lengths in code points': {
    schema: { type: 'string', minLength: 2, maxLength: 2 },
    admits: ['ab', '💩💩'],
    refuses: ['💩', 'abc'],
  },
  'a pattern with a slash': {
    schema: { type: 'string', pattern: '^/a/\\d+$' },
    admits: ['/a/12'],
    refuses: ['/b/1', 'x/a/1'],
  },
  'a pattern that matches anywhere': { schema: { type: 'string', pattern: 'b' }, admits: ['abc'], refuses: ['ac'] },
  'a pattern of Unicode': { schema: { type: 'string', pattern: '^\\p{L}$' }, admits: ['é', 'x'], refuses: ['1'] },
  'an e-mail address': {
    schema: { type: 'string', format: 'email' },
    admits: ['a@b.c', "o'x+y@ex-ample.org"],
    refuses: ['a', 'a@', '@b.c', 'a b@c.d', 'a..b@c.d'],
  },
  'a UUID of any version': {
    schema: { type: 'string', format: 'uuid' },
    admits: [
      '00000000-0000-0000-0000-000000000000',
      'f81d4fae-7dec-f1d0-07a5-00a0c91e6bf6',
      'F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6',
    ],
    refuses: ['f81d4fae7dec11d0a76500a0c91e6bf6', 'x'],
  },
  'a URI': {
    schema: { type: 'string', format: 'uri' },
    admits: ['https://a.example/x?y=1#z', 'urn:isbn:0451450523', 'mailto:a@b.c'],
    refuses: ['/relative', 'a b:c', 'http://a.example/<x>', '//x'],
  },
  'a date': {
    schema: { type: 'string', format: 'date' },
    admits: ['2024-02-29'],
    refuses: ['2023-02-29', '2024-1-1', '2024-01-01T00:00:00Z'],
  },
  'a date-time with offsets': {
    schema: { type: 'string', format: 'date-time' },
    admits: ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05.123+02:00', '2024-01-02t03:04:05z', '2016-12-31T23:59:60Z'],
    refuses: ['2024-01-02T03:04:05', '2024-01-02', '2023-02-29T00:00:00Z', '2024-01-02T25:00:00Z', '2024-01-02T03:04Z'],
  },
  'a time': {
    schema: { type: 'string', format: 'time' },
    admits: ['10:00:00Z', '10:00:00.5+01:00'],
    refuses: ['10:00:00', '24:00:00Z'],
  },
  'an IPv4 address': {
    schema: { type: 'string', format: 'ipv4' },
    admits: ['127.0.0.1'],
    refuses: ['256.0.0.1', '1.2.3'],
  },
  'an IPv6 address': {
    schema: { type: 'string', format: 'ipv6' },
    admits: ['::1', '2001:db8::ff00:42:8329'],
    refuses: ['1::2::3', '127.0.0.1'],
  },
  'a host name': {
    schema: { type: 'string', format: 'hostname' },
    admits: ['a.example', 'localhost'],
    refuses: ['-a.example', 'a_b'],
  },
  'base64 bytes': { schema: { type: 'string', format: 'byte' }, admits: ['', 'YQ==', 'YWJj'], refuses: ['YQ', '*'] },
  'an unknown format': { schema: { type: 'string', format: 'isbn' }, admits: ['anything'], refuses: [1] },
  'a text with a NUL': {
    schema: { type: 'string' },
    admits: ['a'],
    refuses: ['a\0b'],
    differs: 'PostgreSQL stores no NUL',
  },
  'a NUL inside anything': {
    schema: { type: 'object', properties: { a: {} } },
    admits: [{ a: { b: 'c' } }],
    refuses: [{ a: { b: ['\0'] } }],
    differs: 'PostgreSQL stores no NUL',
  },
  'an enumeration': { schema: { type: 'string', enum: ['a', "b'c"] }, admits: ['a', "b'c"], refuses: ['b', null] },
  'an enumeration of numbers': { schema: { type: 'integer', enum: [1, 2] }, admits: [1, 2], refuses: [3, '1'] },
  'an enumeration of objects': {
    schema: { enum: [{ a: 1, b: [2] }, null, 'x'] },
    admits: [{ b: [2], a: 1 }, null, 'x'],
    refuses: [{ a: 1 }, {}],
  },
  'a nullable text': { schema: { type: 'string', nullable: true }, admits: ['a', null], refuses: [1] },
  'a nullable reference': {
    schemas: { Pet: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
    schema: { type: 'object', properties: { pet: { nullable: true, allOf: [{ $ref: '#/components/schemas/Pet' }] } } },
    admits: [{ pet: null }, { pet: { name: 'x' } }, {}],
    refuses: [{ pet: {} }, { pet: 1 }],
    differs: 'the standard has no null here, and nobody means that',
  },
  'a list with limits': {
    schema: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 2 },
    admits: [[1], [1, 2]],
    refuses: [[], [1, 2, 3], ['1'], {}],
  },
  'a list of different objects': {
    schema: { type: 'array', uniqueItems: true, items: { type: 'object', properties: { a: { type: 'integer' } } } },
    admits: [
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
      ],
      [],
    ],
    refuses: [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
  },
  'a list of anything': { schema: { type: 'array' }, admits: [[1, 'a', null]], refuses: ['a', {}] },
  'required and optional properties': {
    schema: { type: 'object', required: ['a'], properties: { a: { type: 'string' }, 'b-c': { type: 'integer' } } },
    admits: [{ a: 'x' }, { a: 'x', 'b-c': 1, more: true }],
    refuses: [{}, { a: 1 }, { a: 'x', 'b-c': null }, [], null],
  },
  'a required property without a description': {
    schema: { type: 'object', required: ['a'] },
    admits: [{ a: null }, { a: 1, b: 2 }],
    refuses: [{}, { b: 1 }],
  },
  'a closed object': {
    schema: { type: 'object', additionalProperties: false, properties: { a: {} } },
    admits: [{}, { a: 1 }],
    refuses: [{ b: 1 }],
  },
  'an object with nothing in it': {
    schema: { type: 'object', additionalProperties: false },
    admits: [{}],
    refuses: [{ a: 1 }],
  },
  'an object with more of one kind': {
    schema: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'integer' } },
    admits: [{}, { a: 'x', b: 1 }],
    refuses: [{ a: 1 }, { b: 'x' }],
  },
  'a map': {
    schema: { type: 'object', additionalProperties: { type: 'integer' } },
    admits: [{}, { x: 1 }],
    refuses: [{ x: '1' }, []],
  },
  'a free-form object': { schema: { type: 'object' }, admits: [{}, { a: { b: 1 } }], refuses: [[], 'a', null] },
  'a number of properties': {
    schema: { type: 'object', minProperties: 1, maxProperties: 2, properties: { a: { type: 'integer' } } },
    admits: [{ a: 1 }, { x: 1, y: 2 }],
    refuses: [{}, { a: 1, b: 2, c: 3 }],
  },
  'properties called as inherited ones': {
    schema: { type: 'object', properties: { constructor: { type: 'string' }, toString: { type: 'integer' } } },
    admits: [{}, { constructor: 'x' }],
    refuses: [{ constructor: 1 }, { toString: 'x' }],
  },
  'a property called __proto__': {
    schema: {
      type: 'object',
      properties: protoJson('{"__proto__": {"type": "string"}, "a": {"type": "integer"}}') as object,
    },
    admits: [{}, { a: 1 }],
    refuses: [{ a: 'x' }],
  },
  'all of two objects': {
    schemas: { Base: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } } },
    schema: {
      allOf: [
        { $ref: '#/components/schemas/Base' },
        { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } },
      ],
    },
    admits: [{ a: 'x', b: 1 }],
    refuses: [{ a: 'x' }, { b: 1 }, { a: 1, b: 1 }, 'x'],
  },
  'all of two closed objects': {
    schema: {
      allOf: [
        { type: 'object', additionalProperties: false, properties: { a: {}, b: {} } },
        { type: 'object', additionalProperties: false, properties: { b: {}, c: {} } },
      ],
    },
    admits: [{}, { b: 1 }],
    refuses: [{ a: 1 }, { c: 1 }, { a: 1, c: 1 }],
  },
  'a required property from a sibling': {
    schema: {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    admits: [{ a: 'x' }, { b: 'x' }, { a: 'x', b: 'y' }],
    refuses: [{}, { a: 1 }, { c: 1 }],
  },
  'exactly one of several': {
    schema: {
      oneOf: [
        { type: 'integer', multipleOf: 3 },
        { type: 'integer', multipleOf: 5 },
      ],
    },
    admits: [3, 5, 6],
    refuses: [15, 1, 'x'],
  },
  'exactly one of overlapping objects': {
    schema: {
      oneOf: [
        { type: 'object', properties: { a: { type: 'integer' } } },
        { type: 'object', required: ['b'], properties: { b: {} } },
      ],
    },
    admits: [{ a: 1 }, { a: 'x', b: 1 }],
    refuses: [{ b: 1 }, { a: 1, b: 1 }, { a: 'x' }],
  },
  'one of an object and null': {
    schema: {
      oneOf: [
        { type: 'object', properties: {} },
        { type: 'string', enum: ['x'], nullable: true },
      ],
    },
    admits: [{}, 'x', null],
    refuses: ['y', 1],
  },
  'any of several': {
    schema: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    admits: ['a', 1],
    refuses: [1.5, null, {}],
  },
  'what it must not be': {
    schema: { type: 'string', not: { enum: ['root'] } },
    admits: ['user'],
    refuses: ['root', 1],
  },
  'an object that must not have a property': {
    schema: { type: 'object', properties: { a: {} }, not: { required: ['b'] } },
    admits: [{}, { a: 1 }],
    refuses: [{ b: 1 }, { a: 1, b: null }],
  },
  'what a discriminator tells apart': {
    schemas: {
      Cat: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' }, lives: { type: 'integer' } } },
      Dog: {
        type: 'object',
        required: ['kind', 'bark'],
        properties: { kind: { type: 'string' }, bark: { type: 'boolean' } },
      },
    },
    schema: {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat', dog: 'Dog' } },
    },
    admits: [
      { kind: 'cat', lives: 9 },
      { kind: 'dog', bark: true },
    ],
    refuses: [{ kind: 'cow' }, { kind: 'dog', lives: 9 }, { kind: 'cat', lives: 'x' }, {}, 'cat'],
    differs: 'to JSON Schema a discriminator says nothing',
  },
  'a tree': {
    schemas: {
      Node: {
        type: 'object',
        required: ['value'],
        properties: {
          value: { type: 'integer' },
          children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
        },
      },
    },
    schema: { $ref: '#/components/schemas/Node' },
    admits: [{ value: 1, children: [{ value: 2, children: [] }] }],
    refuses: [
      { value: 1, children: [{ value: 'x' }] },
      { value: 1, children: [{ value: 2, children: [{}] }] },
    ],
  },
  'two schemas that refer to each other': {
    schemas: {
      A: { type: 'object', properties: { b: { $ref: '#/components/schemas/B' } } },
      B: {
        type: 'object',
        required: ['n'],
        properties: { n: { type: 'integer' }, a: { $ref: '#/components/schemas/A' } },
      },
    },
    schema: { $ref: '#/components/schemas/A' },
    admits: [{ b: { n: 1, a: { b: { n: 2 } } } }, {}],
    refuses: [{ b: { n: 1, a: { b: {} } } }],
  },
  defaults: {
    schema: {
      type: 'object',
      properties: {
        a: { type: 'integer', default: 5 },
        b: { type: 'object', default: {}, properties: { c: { type: 'string', default: 'x' } } },
      },
    },
    admits: [{}, { a: 1 }, { b: { c: 'y' } }],
    refuses: [{ a: 'x' }, { b: 1 }],
  },
}

/** Schemas of OpenAPI 3.1: JSON Schema 2020-12. */
export const cases31: Readonly<Record<string, SchemaCase>> = {
  'types in a list': {
    schema: { type: ['string', 'integer', 'null'], minLength: 2, minimum: 5 },
    admits: ['ab', 5, null],
    refuses: ['a', 4, true, {}],
  },
  'an object or null': {
    schema: { type: ['object', 'null'], properties: { a: { type: 'string' } }, minProperties: 1 },
    admits: [null, { a: 'x' }],
    refuses: [{}, { a: 1 }],
  },
  'a constant': { schema: { const: 'x' }, admits: ['x'], refuses: ['y', null] },
  'a constant object': { schema: { const: { a: [1, null] } }, admits: [{ a: [1, null] }], refuses: [{ a: [1] }, {}] },
  'exclusive limits': {
    schema: { type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 2 },
    admits: [1.5],
    refuses: [1, 2],
  },
  'a boolean schema': {
    schema: { type: 'object', properties: { a: true, b: false } },
    admits: [{ a: 1 }, {}],
    refuses: [{ b: 1 }],
  },
  true: { schema: true, admits: [1, 'a', null, {}, []], refuses: [] },
  false: { schema: false, admits: [], refuses: [1, 'a', null, {}, []] },
  'a limit beside a reference': {
    schemas: { Name: { type: 'string' } },
    schema: { $ref: '#/components/schemas/Name', minLength: 3 },
    admits: ['abc'],
    refuses: ['ab', 1],
  },
  'a reference into $defs': {
    schema: {
      type: 'object',
      $defs: { 'odd name/~': { type: 'integer' } },
      properties: { a: { $ref: '#/components/schemas/It/$defs/odd%20name~1~0' } },
    },
    admits: [{ a: 1 }],
    refuses: [{ a: 'x' }],
  },
  'a reference to a property': {
    schemas: { A: { type: 'object', properties: { 'x/y': { type: 'string', maxLength: 2 } } } },
    schema: { $ref: '#/components/schemas/A/properties/x~1y' },
    admits: ['ab'],
    refuses: ['abc', 1],
  },
  'a reference to an anchor': {
    schemas: { A: { $anchor: 'here', type: 'integer' } },
    schema: { $ref: '#here' },
    admits: [1],
    refuses: ['x'],
  },
  'a tuple': {
    schema: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: { type: 'boolean' } },
    admits: [[], ['a'], ['a', 1], ['a', 1, true, false]],
    refuses: [[1], ['a', 'b'], ['a', 1, 'x']],
  },
  'a closed tuple of full length': {
    schema: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 },
    admits: [['a', 1]],
    refuses: [[], ['a'], ['a', 1, 2]],
  },
  'what a list contains': {
    schema: { type: 'array', contains: { type: 'integer', minimum: 5 }, minContains: 2, maxContains: 3 },
    admits: [
      [5, 'a', 6],
      [7, 8, 9],
    ],
    refuses: [[], [5], [5, 6, 7, 8]],
  },
  'properties by pattern': {
    schema: {
      type: 'object',
      properties: { a: { type: 'string' } },
      patternProperties: { '^n_': { type: 'integer' } },
      additionalProperties: false,
    },
    admits: [{ a: 'x', n_1: 1 }, {}],
    refuses: [{ n_1: 'x' }, { b: 1 }, { a: 1 }],
  },
  'open properties by pattern': {
    schema: { type: 'object', patternProperties: { '^n_': { type: 'integer' } } },
    admits: [{ n_1: 1, x: 'y' }],
    refuses: [{ n_1: 'x' }],
  },
  'names of properties': {
    schema: { type: 'object', propertyNames: { pattern: '^[a-z]+$', maxLength: 3 } },
    admits: [{ abc: 1 }, {}],
    refuses: [{ A: 1 }, { abcd: 1 }],
  },
  'a property that needs another': {
    schema: { type: 'object', properties: { card: { type: 'string' } }, dependentRequired: { card: ['address'] } },
    admits: [{}, { address: 1 }, { card: 'x', address: 'y' }],
    refuses: [{ card: 'x' }],
  },
  'a property that brings a schema': {
    schema: { type: 'object', dependentSchemas: { a: { required: ['b'], properties: { b: { type: 'integer' } } } } },
    admits: [{}, { b: 'x' }, { a: 1, b: 2 }],
    refuses: [{ a: 1 }, { a: 1, b: 'x' }],
  },
  'a condition': {
    schema: {
      type: 'object',
      properties: { kind: { type: 'string' } },
      if: { properties: { kind: { const: 'a' } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['x'], properties: { x: { type: 'integer' } } },
      else: { required: ['y'] },
    },
    admits: [{ kind: 'a', x: 1 }, { kind: 'b', y: 1 }, { y: null }],
    refuses: [{ kind: 'a' }, { kind: 'a', x: 'q' }, { kind: 'b', x: 1 }, {}],
  },
  'properties that nothing has looked at': {
    schemas: { Base: { type: 'object', properties: { a: { type: 'string' } } } },
    schema: {
      allOf: [{ $ref: '#/components/schemas/Base' }],
      properties: { b: { type: 'integer' } },
      anyOf: [{ required: ['c'], properties: { c: {} } }, true],
      unevaluatedProperties: false,
    },
    admits: [{}, { a: 'x', b: 1 }, { a: 'x', c: 1 }],
    refuses: [{ d: 1 }, { a: 'x', d: 1 }, { a: 1 }],
  },
  'properties of a branch that holds': {
    schema: {
      type: 'object',
      if: { properties: { kind: { const: 'a' } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { x: {} } },
      else: { properties: { kind: {}, y: {} } },
      unevaluatedProperties: { type: 'integer' },
    },
    admits: [
      { kind: 'a', x: 's' },
      { kind: 'b', y: 's' },
      { kind: 'b', y: 's', z: 1 },
    ],
    refuses: [
      { kind: 'a', y: 's' },
      { kind: 'b', x: 's' },
    ],
  },
  'items that nothing has looked at': {
    schema: { type: 'array', allOf: [{ prefixItems: [{ type: 'string' }] }], unevaluatedItems: { type: 'integer' } },
    admits: [['a'], ['a', 1], []],
    refuses: [['a', 'b'], [1]],
  },
  'a limit of a part without a type': {
    schema: { not: { minLength: 3 } },
    admits: ['ab'],
    refuses: ['abc', 5, null],
  },
  'a schema in anyOf without a type': {
    schema: { type: ['string', 'integer'], anyOf: [{ maxLength: 2 }, { minimum: 100 }] },
    admits: ['ab', 5, 200, 'abc'],
    refuses: [null],
  },
  'a forgotten type': {
    schema: { properties: { a: { type: 'string' } }, required: ['a'] },
    admits: [{ a: 'x' }],
    refuses: [5, 'x', {}],
    differs: 'to JSON Schema anything but an object would do',
  },
  'base64 by contentEncoding': {
    schema: { type: 'string', contentEncoding: 'base64' },
    admits: ['YQ=='],
    refuses: ['*'],
    differs: 'an annotation to the standard',
  },
}
