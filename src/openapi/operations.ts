import type { Method, Operation } from './api.ts'
import { readBody, readResponses } from './contents.ts'
import { defined } from './defined.ts'
import { kebabCase } from './names.ts'
import { readParameters } from './parameters.ts'
import { matchTemplate, parseTemplate } from './path-template.ts'
import type { Reader } from './reader.ts'
import type { SchemaLibrary } from './schema-library.ts'
import { readSecurity } from './security.ts'
import { at, type Spot } from './spot.ts'

const methods: readonly Method[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** An operation before all of them are known and can be named. */
export type UnnamedOperation = Omit<Operation, 'name'>

/** All operations in the document's order; of two for the same requests, the first. */
export function readOperations(library: SchemaLibrary): readonly UnnamedOperation[] {
  const { reader } = library
  const taken = new Set<string>()
  const ids = new Set<string>()
  return reader.members(reader.root, 'paths').flatMap(([path, spot]) => {
    const pathItem = path.startsWith('x-') ? undefined : reader.follow(spot)
    if (!pathItem || !reader.object(pathItem, 'A path') || !isPath(path, spot, reader)) return []
    reader.knowing(pathItem, [...methods, '$ref', 'summary', 'description', 'servers', 'parameters'])
    return methods
      .filter((method) => at(pathItem, method).value !== undefined)
      .filter((method) => isFirst(method, path, at(pathItem, method), taken, reader))
      .flatMap((method) => readOperation(method, path, pathItem, ids, library) ?? [])
  })
}

function isPath(path: string, spot: Spot, reader: Reader): boolean {
  if (/\p{Surrogate}/u.test(path)) {
    reader.error(spot, 'bad-path', 'The path has half of a character in it, which no request can have.')
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

const keys =
  'tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers'.split(
    ' ',
  )

function readOperation(
  method: Method,
  path: string,
  pathItem: Spot,
  ids: Set<string>,
  library: SchemaLibrary,
): UnnamedOperation | undefined {
  const { reader } = library
  const spot = at(pathItem, method)
  if (!reader.object(spot, 'An operation')) return undefined
  reader.knowing(spot, keys)
  const template = parseTemplate(path)
  const operationId = readId(spot, ids, reader)
  return defined<UnnamedOperation>({
    operationId,
    tag: readTag(spot, reader),
    method,
    path,
    template,
    summary: reader.text(spot, 'summary') ?? reader.text(pathItem, 'summary'),
    description: reader.text(spot, 'description') ?? reader.text(pathItem, 'description'),
    deprecated: reader.flag(spot, 'deprecated') === true,
    parameters: matchTemplate(template, readParameters(pathItem, spot, library), spot, reader),
    body: readBody(spot, library),
    responses: readResponses(spot, library),
    security: readSecurity(spot, reader),
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
