import { byCodePoint } from '../base/text.ts'
import { withoutBadDefaults } from './admits.ts'
import type { Api, Content, Operation } from './api.ts'
import { defined } from './defined.ts'
import type { Dialect } from './dialect.ts'
import { markFiles } from './files.ts'
import { camelCase, Names, pascalCase } from './names.ts'
import { readOperations, type UnnamedOperation } from './operations.ts'
import type { Reader } from './reader.ts'
import type { Schema } from './schema.ts'
import { SchemaLibrary } from './schema-library.ts'
import { renameRefs } from './schema-map.ts'
import { readSecuritySchemes } from './security.ts'
import { endlessChain, openCircles } from './self-made.ts'
import { at } from './spot.ts'
import { foreignKeys } from './swagger2/foreign-keys.ts'

/** A document → the Api, whatever the version. What is wrong is in the reader's diagnostics. */
export function normalize(reader: Reader, dialect: Dialect): Api {
  const library = new SchemaLibrary(reader, dialect)
  if (dialect === '2.0') foreignKeys(reader.root, 'document', reader)
  const operations = nameOperations(readOperations(library))
  const names = new Names(operations.flatMap(({ name }) => [name, ...derivedNames(name)]))
  const nameOf = library.name(names)
  const rename = (place: string): string => nameOf.get(place) ?? place
  const info = at(reader.root, 'info')
  if (info.value === undefined)
    reader.warn(reader.root, 'missing-key', 'The document has no `info` with title and version.')
  else reader.object(info, '`info`')
  const schemas = readSchemas(library, nameOf, rename)
  library.tellBadDefaults()
  const find = (name: string): Schema | undefined => schemas.get(name)
  const finish = (schema: Schema): Schema => withoutBadDefaults(renameRefs(schema, rename), find)
  const api = defined<Api>({
    title: reader.text(info, 'title') ?? '',
    version: reader.text(info, 'version') ?? '',
    description: reader.text(info, 'description'),
    operations: operations.map((operation) => mapOperation(operation, finish)),
    schemas: [...schemas]
      .map(([name, schema]) => ({ name, schema: withoutBadDefaults(schema, find) }))
      .sort((a, b) => byCodePoint(a.name, b.name)),
    securitySchemes: readSecuritySchemes(reader, dialect),
  })
  return markFiles(api)
}

/** The named schemas, none of them made of itself. */
function readSchemas(
  library: SchemaLibrary,
  nameOf: ReadonlyMap<string, string>,
  rename: (place: string) => string,
): ReadonlyMap<string, Schema> {
  const named = [...nameOf].map(([place, name]) => [name, renameRefs(library.find(place), rename)] as const)
  const placeOf = new Map([...nameOf].map(([place, name]) => [name, place]))
  const end = endlessChain(new Map(named))
  if (end !== undefined) {
    const message = `More than 500 schemas refer to each other in a row, and ${end} is one of them.`
    library.reader.error(library.spot(placeOf.get(end) ?? '') ?? library.reader.root, 'endless-chain', message)
    return new Map()
  }
  const { schemas, circles } = openCircles(new Map(named))
  for (const { name, ref } of circles) {
    const spot = library.spot(placeOf.get(name) ?? '')
    const message = `${name} is made of ${ref}, which is made of ${name}: of ${ref} only what it says itself is taken.`
    if (spot) library.reader.warn(spot, 'circular-schema', message)
  }
  return schemas
}

/** The types that come with an operation. */
export function derivedNames(operation: string): readonly string[] {
  return [`${pascalCase(operation)}Input`, `${pascalCase(operation)}Output`]
}

/** Those whose operationId is legal keep it; the rest come in an order that does not depend on the document's. */
function nameOperations(operations: readonly UnnamedOperation[]): readonly Operation[] {
  const names = new Names([], { ignoreCase: true })
  const wanted = operations.map((operation) => ({
    operation,
    name: camelCase(operation.operationId ?? byPath(operation)),
  }))
  const sorted = [...wanted].sort(
    (a, b) =>
      Number(b.name === b.operation.operationId) - Number(a.name === a.operation.operationId) ||
      byCodePoint(key(a.operation), key(b.operation)),
  )
  const nameOf = new Map(
    sorted.map(({ operation, name }) => [operation, names.give(name, 'Operation', derivedNames)] as const),
  )
  return operations.map((operation) => ({ ...operation, name: nameOf.get(operation) ?? '' }))
}

function key({ operationId = '', path, method }: UnnamedOperation): string {
  return `${operationId} ${path} ${method}`
}

/** `GET /pets/{pet-id}` → `get pets by pet-id`. */
function byPath({ method, template }: UnnamedOperation): string {
  return [method, ...template.map((part) => (part.kind === 'text' ? part.text : ` by ${part.name} `))].join(' ')
}

/** The operation with each of its schemas replaced. */
function mapOperation(operation: Operation, each: (schema: Schema) => Schema): Operation {
  const inside = <Item extends { readonly schema: Schema }>(item: Item): Item => ({
    ...item,
    schema: each(item.schema),
  })
  const contents = (list: readonly Content[]): readonly Content[] => list.map(inside)
  return {
    ...operation,
    parameters: operation.parameters.map(inside),
    ...(operation.body && { body: { ...operation.body, contents: contents(operation.body.contents) } }),
    responses: operation.responses.map((response) => ({
      ...response,
      headers: response.headers.map(inside),
      contents: contents(response.contents),
    })),
  }
}
