import type { Example, Schema } from './schema.ts'

/** An HTTP API, free of OpenAPI's versions and of frameworks: all that a generator reads. */
export interface Api {
  readonly title: string
  readonly version: string
  readonly description?: string
  /** In the document's order; within one method no two match the same requests. */
  readonly operations: readonly Operation[]
  /** The schemas that are referred to by name, in the order of their names. */
  readonly schemas: readonly NamedSchema[]
  readonly securitySchemes: readonly SecurityScheme[]
}

/** `name` is a legal and unique TypeScript type name, such as `Pet`. */
export interface NamedSchema {
  readonly name: string
  readonly schema: Schema
}

export type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace'

export interface Operation {
  /** A legal and unique identifier, such as `listPets`: the key in `handlers`, made from the operationId or from method and path. */
  readonly name: string
  /** As the document says it. */
  readonly operationId?: string
  /** The first tag as a file name (`pet-store`), `default` when there is none; the operation's file is `<tag>.routes.ts`. */
  readonly tag: string
  readonly method: Method
  /** As the document says it, such as `/pets/{pet-id}`. */
  readonly path: string
  readonly template: readonly PathPart[]
  readonly summary?: string
  readonly description?: string
  readonly deprecated: boolean
  readonly parameters: readonly Parameter[]
  readonly body?: RequestBody
  readonly responses: readonly Response[]
  /** Any one of these suffices; each asks for all of its schemes. Empty: open to everyone. */
  readonly security: readonly SecurityRequirement[]
  /** Where it stands in the document, as a JSON pointer. */
  readonly pointer: string
}

/** A path is text and parameters in turn: `/a/{b}.json` is `/a/`, b, `.json`. */
export type PathPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }

export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie'

export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'tabDelimited'
  | 'deepObject'

export interface Parameter {
  readonly place: ParameterPlace
  /** The document's own name; of a header in lower case. */
  readonly name: string
  readonly required: boolean
  readonly description?: string
  readonly deprecated: boolean
  readonly schema: Schema
  /** The parameter's own, beside its schema's, in the document's order. */
  readonly examples?: readonly Example[]
  readonly encoding: ParameterEncoding
  readonly pointer: string
}

/** How a parameter's text becomes a value. */
export type ParameterEncoding =
  | {
      readonly kind: 'style'
      readonly style: ParameterStyle
      readonly explode: boolean
      readonly allowReserved: boolean
      /** What the text is to be read as. `value` takes the first of null, boolean, number and string that the schema admits. */
      readonly shape: ParameterShape
    }
  | { readonly kind: 'content'; readonly mediaType: string }

export type ScalarType = 'null' | 'boolean' | 'integer' | 'number' | 'string'

/** The JSON types that a text may stand for, in the order in which they are tried; strings last. */
export type ParameterShape =
  | { readonly kind: 'scalar'; readonly types: readonly ScalarType[] }
  | { readonly kind: 'array'; readonly items: readonly ScalarType[]; readonly inner?: ListText }
  | {
      readonly kind: 'object'
      readonly properties: Readonly<Record<string, readonly ScalarType[]>>
      readonly others: readonly ScalarType[]
    }

/** How a list of a form, or one within another list, is written. */
export interface ListText {
  /** What stands between the elements; absent where each has a text of its own. */
  readonly separator?: ',' | ' ' | '\t' | '|'
  readonly items: readonly ScalarType[]
  /** Where the elements are lists in turn. */
  readonly inner?: ListText
}

export interface RequestBody {
  readonly required: boolean
  readonly description?: string
  readonly contents: readonly Content[]
}

export interface Content {
  /** Without parameters and in lower case: `application/json`, `text/*`. */
  readonly mediaType: string
  readonly format: ContentFormat
  readonly schema: Schema
  /** The media type's own, in the document's order. */
  readonly examples?: readonly Example[]
  /** The members of a form that are lists in one text; others have a text for each element. */
  readonly lists?: readonly FormList[]
}

export interface FormList {
  readonly name: string
  readonly list: ListText
}

/** How a body's bytes become a value: by its media type alone. */
export type ContentFormat = 'json' | 'form' | 'multipart' | 'text' | 'bytes'

export interface Response {
  /** A status code, a class of them, or all others. */
  readonly status: number | '1XX' | '2XX' | '3XX' | '4XX' | '5XX' | 'default'
  readonly description: string
  readonly headers: readonly ResponseHeader[]
  readonly contents: readonly Content[]
}

export interface ResponseHeader {
  /** In lower case. */
  readonly name: string
  readonly required: boolean
  readonly schema: Schema
}

/** Scheme name → the scopes that it must grant. An empty one lets everybody in. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>

export type SecurityScheme = { readonly name: string } & (
  | { readonly kind: 'apiKey'; readonly place: 'query' | 'header' | 'cookie'; readonly parameter: string }
  | { readonly kind: 'http'; readonly scheme: string }
  | { readonly kind: 'oauth2' }
  | { readonly kind: 'openIdConnect' }
  | { readonly kind: 'mutualTLS' }
)
