import type { TypesOf } from '../../openapi/admitted-types.ts'
import type { Schema } from '../../openapi/schema.ts'
import type { HelperName } from './helpers.ts'

/** What printing a validator needs besides the schema. */
export interface ZodContext {
  /** Whose validator it is: a schema's or an operation's name. */
  readonly subject: string
  readonly find: (name: string) => Schema | undefined
  readonly typesOf: TypesOf
  /** The name of one of the functions at the end of validators.ts, which is printed there for it. */
  readonly use: (helper: HelperName) => string
  /** A call of one. */
  readonly call: (helper: HelperName, ...args: readonly string[]) => string
}

/** Unknown properties are dropped, refused or kept. */
export type ObjectKind = 'object' | 'strictObject' | 'looseObject'
