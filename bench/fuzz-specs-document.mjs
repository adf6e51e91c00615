// A small OpenAPI document with a name or a text of somebody's in every place where one may stand: used by bench/fuzz-specs.mjs.

/** One object with these own members, `__proto__` included. */
const one = (...pairs) => Object.fromEntries(pairs)
const inPath = (text) => text.replace(/[{}?#]/g, '')
/** A pattern that this text matches. */
const matching = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
const pointer = (...steps) =>
  `#/${steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('%', '%25')).join('/')}`

/** `n` gives the next name or text, or else the plain one: of the names, or with `texts` of the texts. */
export function hostileDocument(n, { version, texts }) {
  const words = { t: texts ? n : () => 'text', m: texts ? (plain) => plain : n }
  const { t, m } = words
  const names = { schema: m('Pet'), other: m('Toy'), scheme: m('key'), parameter: inPath(m('id')) || 'p' }
  return {
    openapi: version,
    info: { title: t(), version: t(), description: t() },
    servers: [{ url: t(), description: t() }],
    tags: [{ name: m('pets'), description: t() }],
    paths: one(
      [`/${inPath(m('a'))}/{${names.parameter}}`, reading(words, names)],
      [`/x${inPath(m('b'))}`, { post: writing(words, names) }],
    ),
    components: {
      securitySchemes: one([names.scheme, { type: 'apiKey', in: 'header', name: m('x-key'), description: t() }]),
      schemas: one([names.schema, pet(words)], [names.other, toy(words, names)]),
    },
  }
}

function operation({ t, m }, { scheme }, extra) {
  return {
    operationId: m('listPets'),
    tags: [m('pets')],
    summary: t(),
    description: t(),
    security: [one([scheme, [m('read')]])],
    ...extra,
  }
}

function answer({ t, m }, content) {
  return {
    description: t(),
    headers: one([m('x-a'), { description: t(), schema: { type: 'integer' } }]),
    content,
  }
}

function reading(words, names) {
  const { t, m } = words
  const nested = { type: 'object', properties: one([m('c'), { type: 'integer' }]) }
  const pets = { schema: { type: 'array', items: { $ref: pointer('components', 'schemas', names.schema) } } }
  return {
    summary: t(),
    parameters: [
      {
        name: names.parameter,
        in: 'path',
        required: true,
        description: t(),
        schema: { type: 'string', enum: [m('a'), m('b')] },
      },
      { name: m('q'), in: 'query', schema: nested, style: 'deepObject' },
      { name: m('h'), in: 'header', schema: { type: 'array', items: { type: 'integer', default: 1 } } },
      { name: m('k'), in: 'cookie', schema: { type: 'string', default: m('d'), description: t() } },
    ],
    get: operation(words, names, {
      responses: {
        200: answer(words, one(['application/json', pets], [m('text/plain'), { schema: { type: 'string' } }])),
        default: answer(words, {}),
      },
    }),
  }
}

function writing(words, names) {
  const { t, m } = words
  const schema = { $ref: pointer('components', 'schemas', names.schema) }
  const form = { type: 'object', properties: one([m('f'), { type: 'string', format: 'binary' }]) }
  const made = { schema: { $ref: pointer('components', 'schemas', names.other) } }
  return operation(words, names, {
    requestBody: {
      description: t(),
      content: one(['application/json', { schema }], [m('multipart/form-data'), { schema: form }]),
    },
    responses: { 201: answer(words, { 'application/json': made }) },
  })
}

function pet({ t, m }) {
  return {
    title: t(),
    description: t(),
    type: 'object',
    required: [m('name'), m('gone')],
    properties: one(
      [m('name'), { type: 'string', description: t(), pattern: matching(t()), default: m('x') }],
      [m('kind'), { type: 'string', enum: [m('dog'), m('cat')], readOnly: true }],
      [m('size'), { type: 'object', additionalProperties: { type: 'number' }, default: one([m('w'), 1]) }],
    ),
    patternProperties: one([matching(m('x')), { type: 'string' }]),
    example: one([m('name'), t()]),
  }
}

function toy({ m }, { schema }) {
  const own = {
    type: 'object',
    properties: one([m('kind'), { const: m('toy') }]),
    dependentRequired: one([m('kind'), [m('name')]]),
  }
  return {
    oneOf: [{ $ref: pointer('components', 'schemas', schema) }, own],
    discriminator: { propertyName: m('kind'), mapping: one([m('dog'), schema]) },
  }
}
