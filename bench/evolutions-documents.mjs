// The documents of bench/evolutions.mjs: small ones that are drawn, and what people do to them between two runs.
const ids = [
  'listPets',
  'list-pets',
  'ListPets',
  'addPet',
  'pets/get',
  'delete',
  'handlers',
  'constructor',
  '__proto__',
].concat([
  'notImplemented',
  'route',
  'validators',
  'naïve',
  '123',
  "it's",
  'close*/it',
  'listOwners',
  'feed',
  undefined,
])
const tags = ['pets', 'Pet Store', 'owners', 'index', 'runtime', 'con', 'Índice', 'a/../b', '..', 'types', undefined]
const schemaNames = ['Pet', 'pet', 'PetInput', 'Owner', 'ListPetsOutput', 'Date', 'Operations', 'Error.v1', 'Photo']
const paths = [
  '/pets',
  '/pets/{id}',
  '/pets/{id}/photos',
  '/owners',
  '/owners/{owner-id}',
  '/a.b/{x}',
  '/pets/{id}:feed',
]
const methods = ['get', 'post', 'put', 'delete']
const fields = ['name', 'age', 'tag', 'x-ray', 'born', 'class']
const types = ['string', 'integer', 'boolean', 'number', 'strings', 'colour']
const schemaOf = {
  strings: { type: 'array', items: { type: 'string' } },
  colour: { type: 'string', enum: ['red', "o'clock"] },
}

/** A model: { title, schemas: { name: { field: { type, required } } }, operations: [{ key, method, path, id, tag, summary, query, body, response, status }] }. */
export function firstModel(random) {
  const model = { title: 'Pets', schemas: {}, operations: [], keys: 0 }
  for (let count = 2 + random.below(3); count > 0; count--) addSchema(model, random)
  for (let count = 2 + random.below(4); count > 0; count--) addOperation(model, random)
  return model
}

/** The OpenAPI document of a model. */
export function documentOf({ title, schemas, operations }) {
  const all = {}
  for (const operation of operations) {
    all[operation.path] = { ...all[operation.path], [operation.method]: operationOf(operation) }
  }
  const components = Object.entries(schemas).map(([name, members]) => [name, objectSchema(members)])
  return {
    openapi: '3.0.3',
    info: { title, version: '1.0.0' },
    paths: all,
    components: { schemas: Object.fromEntries(components) },
  }
}

/** Names in a path, in their order. */
export function pathParameters({ path }) {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name)
}

/** What an operation's handler is typed by: while it is the same text, a handler that compiled goes on to. */
export function signatureOf({ path, query, body, response, status }, { schemas }) {
  return JSON.stringify([pathParameters({ path }), query, body && schemas[body], response && schemas[response], status])
}

/** The evolutions: name → what it does to a model; false when there is nothing to do it to. */
export const evolutions = {
  'operation added': addOperation,
  'operation removed': ({ operations }, random) =>
    operations.length > 1 && operations.splice(random.below(operations.length), 1).length > 0,
  'operation moved to another tag': (model, random) => change(model, random, 'tag', tags),
  'operationId renamed': (model, random) => {
    const free = ids.filter((id) => id === undefined || model.operations.every((each) => each.id !== id))
    return change(model, random, 'id', free)
  },
  'summary changed': (model, random) => change(model, random, 'summary', ['All */ pets', 'Pets\r\nof `all`', 'Ünï']),
  'status changed': (model, random) => change(model, random, 'status', [200, 201, 202, 404]),
  'body changed': (model, random) => change(model, random, 'body', [...Object.keys(model.schemas), undefined]),
  'response changed': (model, random) => change(model, random, 'response', [...Object.keys(model.schemas), undefined]),
  'parameter changed': ({ operations }, random) => {
    const { query } = random.pick(operations)
    const name = random.pick(fields)
    if (query[name] && random.chance(0.5)) return delete query[name]
    query[name] = { type: random.pick(types), required: random.chance(0.5) }
    return true
  },
  'path renamed': ({ operations }, random) => {
    const path = random.pick(paths)
    const operation = random.pick(operations)
    if (isTaken(operations, operation.method, path)) return false
    operation.path = path
    return true
  },
  'tag renamed': ({ operations }, random) => {
    const [from, to] = [random.pick(operations).tag, random.pick(tags)]
    for (const operation of operations) if (operation.tag === from) operation.tag = to
    return from !== to
  },
  'operations reordered': ({ operations }, random) =>
    operations.length > 1 && operations.unshift(...operations.splice(1 + random.below(operations.length - 1))) > 0,
  'schema renamed': renameSchema,
  'schema changed': ({ schemas }, random) => {
    const members = schemas[random.pick(Object.keys(schemas))]
    const name = random.pick(fields)
    if (members[name] && random.chance(0.5)) return delete members[name]
    members[name] = { type: random.pick(types), required: random.chance(0.5) }
    return true
  },
  'schema added': addSchema,
  'title changed': (model, random) => {
    model.title = random.pick(['Pets', 'Pets */ and `more`', 'Öl'])
    return true
  },
}

function operationOf({ path, id, tag, summary, query, body, response, status }) {
  const content = (name) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } })
  return {
    ...(id !== undefined && { operationId: id }),
    ...(tag !== undefined && { tags: [tag] }),
    summary,
    parameters: [
      ...pathParameters({ path }).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...Object.entries(query).map(([name, { type, required }]) => ({
        name,
        in: 'query',
        required,
        schema: schemaOf[type] ?? { type },
      })),
    ],
    ...(body && { requestBody: { required: true, content: content(body) } }),
    responses: { [status]: { description: 'Done', ...(response && { content: content(response) }) } },
  }
}

function objectSchema(members) {
  const all = Object.entries(members)
  const required = all.filter(([, { required }]) => required).map(([name]) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(all.map(([name, { type }]) => [name, schemaOf[type] ?? { type }])),
    ...(required.length > 0 && { required }),
  }
}

function addOperation(model, random) {
  const { operations, schemas } = model
  const [method, path, id] = [random.pick(methods), random.pick(paths), random.pick(ids)]
  if (isTaken(operations, method, path) || (id !== undefined && operations.some((each) => each.id === id))) return false
  const some = [...Object.keys(schemas), undefined]
  const body = method === 'post' || method === 'put' ? random.pick(some) : undefined
  const query = random.chance(0.5) ? { [random.pick(fields)]: { type: 'integer', required: false } } : {}
  const rest = { id, tag: random.pick(tags), summary: 'Pets', query, body, response: random.pick(some), status: 200 }
  operations.splice(random.below(operations.length + 1), 0, { key: model.keys++, method, path, ...rest })
  return true
}

function isTaken(operations, method, path) {
  const shape = (text) => text.replace(/\{[^}]*\}/g, '{}')
  return operations.some((each) => each.method === method && shape(each.path) === shape(path))
}

function addSchema({ schemas }, random) {
  const name = random.pick(schemaNames)
  if (schemas[name]) return false
  schemas[name] = { [random.pick(fields)]: { type: random.pick(types), required: random.chance(0.7) } }
  return true
}

function renameSchema(model, random) {
  const [from, to] = [random.pick(Object.keys(model.schemas)), random.pick(schemaNames)]
  if (model.schemas[to]) return false
  const renamed = Object.entries(model.schemas).map(([name, members]) => [name === from ? to : name, members])
  model.schemas = Object.fromEntries(renamed)
  for (const operation of model.operations) {
    if (operation.body === from) operation.body = to
    if (operation.response === from) operation.response = to
  }
  return true
}

function change({ operations }, random, member, values) {
  const [operation, value] = [random.pick(operations), random.pick(values)]
  if (operation[member] === value) return false
  operation[member] = value
  return true
}
