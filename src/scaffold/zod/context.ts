import type { TypesOf } from '../../openapi/admitted-types.ts'
import type { Schema } from '../../openapi/schema.ts'
import type { HelperName } from './helpers.ts'

/** What printing a validator needs besides the schema. */
export interface ZodContext {
  readonly find: (name: string) => Schema | undefined
  readonly typesOf: TypesOf
  /** The type of what a schema admits, as validators.ts writes it. */
  readonly typeText: (schema: Schema) => string
  /** The function that makes an object: Zod's, or for a schema with a name ours, which compiles fast. */
  readonly objectOf: (kind: ObjectKind) => string
  /** The name of one of the functions at the end of validators.ts, which is printed there for it. */
  readonly use: (helper: HelperName) => string
  /** A call of one. */
  readonly call: (helper: HelperName, ...args: readonly string[]) => string
}

/** Unknown properties are dropped, refused or kept. */
export type ObjectKind = 'object' | 'strictObject' | 'looseObject'

/** For what is inside another schema. */
export function nested(context: ZodContext): ZodContext {
  return { ...context, objectOf: (kind) => `z.${kind}` }
}
