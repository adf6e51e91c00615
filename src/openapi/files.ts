import type { Api, Content, NamedSchema } from './api.ts'
import type { Schema } from './schema.ts'
import { mapSchemas } from './schema-map.ts'

/** Marks the binary parts of multipart bodies: they arrive as files, where elsewhere `binary` is a text. */
export function markFiles(api: Api): Api {
  const multipart = api.operations.flatMap(
    ({ body }) => body?.contents.filter(({ format }) => format === 'multipart') ?? [],
  )
  const reached = reachable(
    multipart.map(({ schema }) => schema),
    new Map(api.schemas.map(({ name, schema }) => [name, schema])),
  )
  const inContent = (content: Content): Content =>
    content.format === 'multipart' ? { ...content, schema: marked(content.schema) } : content
  const named = ({ name, schema }: NamedSchema): NamedSchema => ({
    name,
    schema: reached.has(name) ? marked(schema) : schema,
  })
  return {
    ...api,
    schemas: api.schemas.map(named),
    operations: api.operations.map((operation) => ({
      ...operation,
      ...(operation.body && { body: { ...operation.body, contents: operation.body.contents.map(inContent) } }),
    })),
  }
}

function marked(schema: Schema): Schema {
  const inside = mapSchemas(schema, marked)
  return inside.text?.format === 'binary' ? { ...inside, text: { format: 'binary', isFile: true } } : inside
}

function reachable(from: readonly Schema[], schemas: ReadonlyMap<string, Schema>): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [...from]
  const visit = (schema: Schema): Schema => {
    if (schema.ref !== undefined && !found.has(schema.ref)) {
      found.add(schema.ref)
      open.push(schemas.get(schema.ref) ?? {})
    }
    return mapSchemas(schema, visit)
  }
  for (let schema = open.pop(); schema; schema = open.pop()) visit(schema)
  return found
}
