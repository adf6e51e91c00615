/**
 * What a JSON value must be: JSON Schema in one normal form, whichever dialect the document speaks. As there, an absent part says
 * nothing, and a part about one type says nothing of values of another: `text.minLength` admits every number.
 */
export interface Schema {
  /** Admits no value at all: the schema `false`. */
  readonly never?: true
  /** The JSON types that are admitted; absent: all. `number` admits integers too. */
  readonly types?: readonly JsonType[]
  /** The name of a NamedSchema, which the value must satisfy as well. */
  readonly ref?: string
  /** The only values that are admitted; `const` is one of them. */
  readonly values?: readonly Json[]
  readonly number?: NumberLimits
  readonly text?: TextLimits
  readonly array?: ArrayLimits
  readonly object?: ObjectLimits
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  /** Exactly one. */
  readonly oneOf?: readonly Schema[]
  readonly not?: Schema
  readonly condition?: { readonly if: Schema; readonly ifSo?: Schema; readonly ifNot?: Schema }
  /** Tells the members of `oneOf` or `anyOf` apart: a property's value → the name of a NamedSchema. */
  readonly discriminator?: { readonly property: string; readonly mapping: Readonly<Record<string, string>> }
  readonly title?: string
  readonly description?: string
  readonly deprecated?: true
  /** Only in answers. */
  readonly readOnly?: true
  /** Only in requests. */
  readonly writeOnly?: true
  /** What an absent value stands for. */
  readonly default?: Json
  readonly example?: Example
}

/** A value that the document shows, and where it stands. */
export interface Example {
  readonly value: Json
  readonly file: string
  /** A JSON pointer. */
  readonly pointer: string
}

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

export interface NumberLimits {
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly format?: string
}

export interface TextLimits {
  /** In code points. */
  readonly minLength?: number
  readonly maxLength?: number
  /** ECMA-262 with the `u` flag where it compiles with it; matches anywhere in the text. */
  readonly pattern?: string
  readonly format?: string
  /** A file of a multipart body rather than a text. */
  readonly isFile?: true
}

export interface ArrayLimits {
  readonly prefix?: readonly Schema[]
  /** The elements after the prefix. */
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly unique?: true
  readonly contains?: { readonly schema: Schema; readonly min: number; readonly max?: number }
  readonly unevaluated?: Schema
}

export interface ObjectLimits {
  /** In the document's order. A list, because a property may be called `__proto__`. */
  readonly properties?: readonly Property[]
  /** Required names without a property of their own included. */
  readonly required?: readonly string[]
  readonly patterns?: readonly { readonly pattern: string; readonly schema: Schema }[]
  /** The properties that neither `properties` nor `patterns` name. */
  readonly additional?: Schema
  readonly names?: Schema
  readonly minProperties?: number
  readonly maxProperties?: number
  /** When the first is there, the others must be. */
  readonly dependentRequired?: readonly { readonly property: string; readonly required: readonly string[] }[]
  readonly dependentSchemas?: readonly { readonly property: string; readonly schema: Schema }[]
  readonly unevaluated?: Schema
  /** Properties that may be there but are not taken in: readOnly ones in a request. */
  readonly ignored?: readonly string[]
}

export interface Property {
  readonly name: string
  readonly schema: Schema
}
