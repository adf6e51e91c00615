import type { NamedSchema } from '../../openapi/api.ts'
import type { Schema } from '../../openapi/schema.ts'
import { mapSchemas } from '../../openapi/schema-map.ts'

/** The schemas so that each comes after those it refers to, as far as they do not refer to each other. */
export function inOrder(schemas: readonly NamedSchema[]): readonly NamedSchema[] {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]))
  const started = new Set<string>()
  const sorted: NamedSchema[] = []
  for (const { name } of schemas) {
    // By hand, because the chain of references may be longer than the stack.
    const open: { readonly name: string; readonly left: string[] }[] = []
    const enter = (next: string): void => {
      const schema = byName.get(next)
      if (!schema || started.has(next)) return
      started.add(next)
      open.push({ name: next, left: [...refsOf(schema.schema)].reverse() })
    }
    enter(name)
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const next = top.left.pop()
      if (next !== undefined) enter(next)
      else sorted.push(byName.get(open.pop()?.name ?? '') as NamedSchema)
    }
  }
  return sorted
}

function refsOf(schema: Schema): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (part: Schema): Schema => {
    if (part.ref !== undefined) found.add(part.ref)
    for (const name of Object.values(part.discriminator?.mapping ?? {})) found.add(name)
    return mapSchemas(part, visit)
  }
  visit(schema)
  return found
}
