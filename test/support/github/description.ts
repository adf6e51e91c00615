import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'

/** GitHub's own description of the operations in use; cut-openapi.mjs makes it. */
const slice = JSON.parse(readFileSync(new URL('openapi-slice.json', import.meta.url), 'utf8'), typedNull) as Json

// biome-ignore lint/suspicious/noExplicitAny: a JSON document of foreign shape.
export type Json = any

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats.default(ajv)
for (const format of ['repo.nwo', 'timestamp']) ajv.addFormat(format, true)
ajv.addSchema(slice, 'github')

/** `nullable` on a choice between schemas has no type beside it, which OpenAPI 3.0 allows and ajv does not. */
function typedNull(_key: string, value: Json): Json {
  if (value?.nullable !== true || value.type !== undefined) return value
  const { nullable: _, ...schema } = value
  return { anyOf: [{ type: 'null' }, schema] }
}

export interface Operation {
  readonly id: string
  readonly params: Readonly<Record<string, string>>
  /** What is wrong with a request, by the description. */
  requestFaults(query: URLSearchParams, body: Json): readonly string[]
  /** What is wrong with an answer of the double itself. */
  answerFaults(status: number, body: Json): readonly string[]
}

/** The operation of a request; undefined when GitHub has none such. */
export function operationOf(method: string, path: string): Operation | undefined {
  for (const [template, item] of Object.entries<Json>(slice.paths)) {
    const operation = item[method.toLowerCase()]
    const params = match(template, path)
    if (operation && params)
      return describe(operation, `/paths/${pointerPart(template)}/${method.toLowerCase()}`, params)
  }
  return undefined
}

function describe(operation: Json, pointer: string, params: Readonly<Record<string, string>>): Operation {
  const named = (operation.parameters ?? []).map(resolve)
  return {
    id: operation.operationId,
    params,
    requestFaults(query, body) {
      const known = named.filter((parameter: Json) => parameter.in === 'query').map(({ name }: Json) => name)
      const schema = operation.requestBody?.content['application/json'].schema
      return [
        ...[...query.keys()].filter((key) => !known.includes(key)).map((key) => `unknown query parameter ${key}`),
        ...(schema ? bodyFaults(schema, `${pointer}/requestBody/content/application~1json/schema`, body) : []),
      ]
    },
    answerFaults(status, body) {
      const described = operation.responses[String(status)]
      if (!described) return [`status ${status} is not described`]
      const at = described.$ref?.slice(1) ?? `${pointer}/responses/${status}`
      const media = resolve(described).content?.['application/json']
      return media ? faults(`${at}/content/application~1json/schema`, body) : []
    },
  }
}

/** GitHub ignores fields that it does not know, which hides a mistake: here they are one. */
function bodyFaults(schema: Json, pointer: string, body: Json): readonly string[] {
  if (body === undefined) return ['the body is missing']
  const unknown = Object.keys(body).filter((key) => !(key in (schema.properties ?? {})))
  return [...faults(pointer, body), ...unknown.map((key) => `unknown field ${key}`)]
}

function faults(pointer: string, value: Json): readonly string[] {
  const validate = ajv.getSchema(`github#${pointer}`)
  if (!validate) throw new Error(`There is no schema at ${pointer}.`)
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

/** The smallest value that a schema of the description allows, with some fields given. */
export function sample(name: string, given: object): Json {
  return { ...minimal(slice.components.schemas[name]), ...given }
}

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z',
  uri: 'https://github.com/o/r',
  email: 'a@example.com',
}

function minimal(schema: Json): Json {
  const { type, properties, required, enum: values, format, nullable, allOf, anyOf, oneOf } = resolve(schema)
  if (nullable) return null
  if (values) return values[0]
  if (allOf) return Object.assign({}, ...allOf.map(minimal))
  if (anyOf ?? oneOf) return minimal((anyOf ?? oneOf)[0])
  switch (type) {
    case 'array':
      return []
    case 'boolean':
      return false
    case 'integer':
    case 'number':
      return 1
    case 'string':
      return formats[format] ?? 'x'
    default:
      return Object.fromEntries((required ?? []).map((key: string) => [key, minimal(properties[key])]))
  }
}

function resolve(node: Json): Json {
  if (!node.$ref) return node
  return resolve(
    node.$ref
      .slice(2)
      .split('/')
      .reduce((found: Json, key: string) => found[key], slice),
  )
}

function match(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const pattern = template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
  const found = new RegExp(`^${pattern}$`).exec(path)
  return found ? { ...found.groups } : undefined
}

function pointerPart(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))
}
