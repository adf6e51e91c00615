import type { Method, Operation, Parameter, RequestBody, Response } from './api.ts'
import { readBody, readResponses } from './contents.ts'
import { defined } from './defined.ts'
import { ownSecuritySchemes } from './dialect.ts'
import { kebabCase } from './names.ts'
import { readParameters } from './parameters.ts'
import { matchTemplate, parseTemplate } from './path-template.ts'
import type { Reader } from './reader.ts'
import type { SchemaLibrary } from './schema-library.ts'
import { readSecurity } from './security.ts'
import { at, type Spot } from './spot.ts'
import { readBody as swagger2Body } from './swagger2/body.ts'
import { foreignKeys } from './swagger2/foreign-keys.ts'
import { readParameters as swagger2Parameters } from './swagger2/parameters.ts'
import { readResponses as swagger2Responses } from './swagger2/responses.ts'

const methods: readonly Method[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** An operation before all of them are known and can be named. */
export type UnnamedOperation = Omit<Operation, 'name'>

/** What operations must not share, and the names of the security schemes. */
interface Seen {
  readonly requests: Set<string>
  readonly ids: Set<string>
  readonly schemes: ReadonlySet<string>
}

/** All operations in the document's order; of two for the same requests, the first. */
export function readOperations(library: SchemaLibrary): readonly UnnamedOperation[] {
  const { reader } = library
  const schemes = new Set(ownSecuritySchemes(reader, library.dialect).map(([name]) => name))
  const seen: Seen = { requests: new Set(), ids: new Set(), schemes }
  return reader.members(reader.root, 'paths').flatMap(([path, spot]) => {
    const pathItem = path.startsWith('x-') ? undefined : reader.follow(spot)
    if (!pathItem || !reader.object(pathItem, 'A path') || !isPath(path, spot, reader)) return []
    reader.knowing(pathItem, [...methods, '$ref', 'summary', 'description', 'servers', 'parameters'])
    return methods
      .filter((method) => at(pathItem, method).value !== undefined)
      .filter((method) => isFirst(method, path, at(pathItem, method), seen.requests, reader))
      .flatMap((method) => readOperation(method, path, pathItem, seen, library) ?? [])
  })
}

/** Node takes 16 KiB for all headers and the URL, and many proxies take 8. */
const longest = 8000

function isPath(path: string, spot: Spot, reader: Reader): boolean {
  if (/\p{Surrogate}/u.test(path)) {
    reader.error(spot, 'bad-path', 'The path has half of a character in it, which no request can have.')
    return false
  }
  if (path.length > longest) {
    reader.error(
      spot,
      'bad-path',
      `A path of ${path.length} characters is longer than servers take: ${longest} at most.`,
    )
    return false
  }
  if (path.startsWith('/') && !/[?#]/.test(path)) return true
  reader.error(spot, 'bad-path', `A path starts with / and has neither ? nor #, and this is ${path}.`)
  return false
}

function isFirst(method: Method, path: string, spot: Spot, taken: Set<string>, reader: Reader): boolean {
  const key = `${method} ${path.replace(/\{[^{}]*\}/g, '{}')}`
  if (taken.has(key)) {
    reader.warn(
      spot,
      'duplicate-path',
      `${method.toUpperCase()} ${path} is for the requests of an earlier path, and is passed over.`,
    )
  }
  return !taken.has(key) && taken.add(key) !== undefined
}

/** How one version of OpenAPI describes what goes in and out. */
interface Description {
  readonly keys: readonly string[]
  parameters(pathItem: Spot, operation: Spot, library: SchemaLibrary): readonly Parameter[]
  body(pathItem: Spot, operation: Spot, library: SchemaLibrary): RequestBody | undefined
  responses(operation: Spot, library: SchemaLibrary): readonly Response[]
}

const shared = ['tags', 'summary', 'description', 'externalDocs', 'operationId', 'parameters', 'responses']

const openapi3: Description = {
  keys: [...shared, 'requestBody', 'callbacks', 'deprecated', 'security', 'servers'],
  parameters: readParameters,
  body: (_, operation, library) => readBody(operation, library),
  responses: (operation, library) => readResponses(operation, library),
}

const swagger2: Description = {
  keys: [...shared, 'consumes', 'produces', 'schemes', 'deprecated', 'security'],
  parameters: swagger2Parameters,
  body: swagger2Body,
  responses: swagger2Responses,
}

function readOperation(
  method: Method,
  path: string,
  pathItem: Spot,
  seen: Seen,
  library: SchemaLibrary,
): UnnamedOperation | undefined {
  const { reader } = library
  const spot = at(pathItem, method)
  if (!reader.object(spot, 'An operation')) return undefined
  const has = library.dialect === '2.0' ? swagger2 : openapi3
  reader.knowing(spot, has.keys)
  if (has === swagger2) foreignKeys(spot, 'operation', reader)
  const template = parseTemplate(path)
  const operationId = readId(spot, seen.ids, reader)
  return defined<UnnamedOperation>({
    operationId,
    tag: readTag(spot, reader),
    method,
    path,
    template,
    summary: reader.text(spot, 'summary') ?? reader.text(pathItem, 'summary'),
    description: reader.text(spot, 'description') ?? reader.text(pathItem, 'description'),
    deprecated: reader.flag(spot, 'deprecated') === true,
    parameters: matchTemplate(template, has.parameters(pathItem, spot, library), spot, reader),
    body: has.body(pathItem, spot, library),
    responses: has.responses(spot, library),
    security: readSecurity(spot, seen.schemes, library),
    pointer: spot.pointer,
  })
}

function readId(spot: Spot, ids: Set<string>, reader: Reader): string | undefined {
  const id = reader.text(spot, 'operationId')
  if (id === undefined) {
    reader.warn(spot, 'missing-operation-id', 'The operation has no `operationId`, and is named by method and path.')
  } else if (ids.has(id)) {
    reader.warn(
      at(spot, 'operationId'),
      'duplicate-operation-id',
      `Another operation is called ${id}: this one gets a number.`,
    )
  } else ids.add(id)
  return id
}

function readTag(spot: Spot, reader: Reader): string {
  const [tag] = reader.elements(spot, 'tags')
  const name = kebabCase(typeof tag?.value === 'string' ? tag.value : '')
  // Names that Windows keeps for devices.
  return /^(con|prn|aux|nul|com\d|lpt\d)$/.test(name) ? `${name}-tag` : name || 'default'
}
