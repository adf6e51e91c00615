import { admittedTypes, type TypesOf } from '../../openapi/admitted-types.ts'
import type { Json, Schema } from '../../openapi/schema.ts'
import { mapSchemas } from '../../openapi/schema-map.ts'
import type { DirectedSchemas } from '../direction.ts'
import type { Find } from '../sample/fits.ts'

/** What stands for a file in a sampled value; the written tests send and expect a file there. */
export const fileMark = 'sample-file.txt'

/** Schemas as they are sampled for requests. */
export interface View {
  readonly adapt: (schema: Schema) => Schema
  readonly find: Find
  readonly typesOf: TypesOf
}

export interface Views {
  /** As the document has them, but that files are told by a mark. */
  readonly whole: View
  /** Without examples and defaults: samples are as short as may be, and no default passes for a value that was sent. */
  readonly bare: View
  /** The same without empty lists and objects, of which forms and parameters cannot speak. */
  readonly filled: View
}

export function viewsOf({ find }: DirectedSchemas): Views {
  const marked = (schema: Schema): Schema => mapSchemas(withFileMark(schema), marked)
  const bare = (schema: Schema): Schema => {
    const { example, default: _, ...rest } = withFileMark(schema)
    return mapSchemas(rest, bare)
  }
  const filled = (schema: Schema): Schema => {
    const { example, default: _, ...rest } = withoutEmpty(withFileMark(schema))
    return mapSchemas(rest, filled)
  }
  return { whole: viewBy(marked, find), bare: viewBy(bare, find), filled: viewBy(filled, find) }
}

function withoutEmpty(schema: Schema): Schema {
  const { array, object, types } = schema
  const lists = array || types?.includes('array')
  const objects = object || types?.includes('object')
  return {
    ...schema,
    ...(lists && { array: { ...array, minItems: Math.max(1, array?.minItems ?? 0) } }),
    ...(objects && { object: { ...object, minProperties: Math.max(1, object?.minProperties ?? 0) } }),
  }
}

function withFileMark(schema: Schema): Schema {
  if (!schema.text?.isFile) return schema
  const { text, ...rest } = schema
  return { ...rest, values: [fileMark] }
}

function viewBy(adapt: View['adapt'], original: Find): View {
  const known = new Map<string, Schema | undefined>()
  const find = (name: string): Schema | undefined => {
    if (!known.has(name)) {
      const schema = original(name)
      known.set(name, schema && adapt(schema))
    }
    return known.get(name)
  }
  return { adapt, find, typesOf: admittedTypes(find) }
}

export type Members = Readonly<Record<string, Json>>

export function isObject(value: Json | undefined): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
