import { byCodePoint } from '../base/text.ts'
import type { Api, Content, Operation } from './api.ts'
import { defined } from './defined.ts'
import { markFiles } from './files.ts'
import { camelCase, Names, pascalCase } from './names.ts'
import { readOperations, type UnnamedOperation } from './operations.ts'
import { at, type Reader } from './reader.ts'
import type { Schema } from './schema.ts'
import { SchemaLibrary } from './schema-library.ts'
import { renameRefs } from './schema-map.ts'
import { readSecuritySchemes } from './security.ts'

/** A document → the Api, whatever the version. What is wrong is in the reader's diagnostics. */
export function normalize(reader: Reader, dialect: '3.0' | '3.1'): Api {
  const library = new SchemaLibrary(reader, dialect)
  const operations = nameOperations(readOperations(library))
  const names = new Names(operations.flatMap(({ name }) => derivedNames(name)))
  const nameOf = library.name(names)
  const rename = (place: string): string => nameOf.get(place) ?? place
  const info = at(reader.root, 'info')
  const api = defined<Api>({
    title: reader.text(info, 'title') ?? '',
    version: reader.text(info, 'version') ?? '',
    description: reader.text(info, 'description'),
    operations: operations.map((operation) => renameIn(operation, (schema) => renameRefs(schema, rename))),
    schemas: [...nameOf]
      .map(([place, name]) => ({ name, schema: renameRefs(library.find(place), rename) }))
      .sort((a, b) => byCodePoint(a.name, b.name)),
    securitySchemes: readSecuritySchemes(reader),
  })
  return markFiles(api)
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

function renameIn(operation: Operation, rename: (schema: Schema) => Schema): Operation {
  const inside = <Item extends { readonly schema: Schema }>(item: Item): Item => ({
    ...item,
    schema: rename(item.schema),
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
