import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import { successTypes } from './runtime/accept.js'
import { type PathPattern, pathPattern } from './runtime/path.js'
import type { Operations } from './types.js'

export { createApi, type Exchange } from './runtime/api.js'
export { ApiError, notImplemented } from './runtime/error.js'
export { type Answer, exampleAnswer } from './runtime/response.js'

/** Answers one operation: its input, decoded and valid, in; one of the document's responses out. */
export type Handler<Name extends keyof Operations> = (
  input: Operations[Name]['input'] & { context: Context },
) => Operations[Name]['output'] | Promise<Operations[Name]['output']>

export type Handlers = { [Name in keyof Operations]: Handler<Name> }

export interface Context {
  /** The caller's `x-request-id` where it is safe, else a new one. The answer carries it too. */
  requestId: string
  /** What `auth` returned; undefined for operations that are open to everyone. */
  user: unknown
  /** The one of these media types that the caller likes best, or undefined when it takes none of them. */
  accepts: (...mediaTypes: string[]) => string | undefined
  /** Aborts when the caller leaves before it has got the whole answer. */
  signal: AbortSignal
  raw: { request: IncomingMessage; response: ServerResponse }
}

export interface ApiOptions {
  /** Used instead of the handlers in `handlers/`; the others stay as they are. */
  handlers?: Partial<Handlers>
  /** Guards the operations that the document protects. `false` says that something in front of this server does. */
  auth?: Auth | false
  /** The largest body that is read, 1 MiB unless said otherwise. A larger one is answered 413. */
  maxBodyBytes?: number
  /** Answers 500 when a handler's answer is not one of the document's responses. */
  validateResponses?: boolean
  /** Gets what a handler throws that is neither an ApiError nor a conflict, and what breaks off a stream; `console.error` unless said otherwise. */
  onError?: (error: unknown, context: { operation: string | undefined; requestId: string }) => void
  /** Leaves requests for paths that the document does not have to the app's other handlers. */
  fallthrough?: boolean
}

/** Returns who the caller is (it becomes `context.user`), or nothing for 401. Throw an ApiError for another status. */
export type Auth = (request: AuthRequest) => unknown

export interface AuthRequest {
  operation: string
  /** Any one of these suffices; each asks for all of its schemes, with these scopes. */
  security: SecurityRequirement[]
  /** What the request carries for each scheme: the key, or what follows `Bearer` or `Basic`. */
  credentials: Record<string, string | undefined>
  requestId: string
  request: IncomingMessage
}

/** Scheme -> scopes. */
export type SecurityRequirement = Record<string, string[]>

export type SecurityScheme =
  | { name: string; kind: 'apiKey'; place: 'query' | 'header' | 'cookie'; parameter: string }
  | { name: string; kind: 'http'; scheme: string }
  | { name: string; kind: 'oauth2' | 'openIdConnect' | 'mutualTLS' }

export type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace'

/** An operation as the server sees it. */
export interface Route {
  name: string
  method: Method
  /** In the framework's syntax. */
  path: string
  /** In the document's. */
  template: string
  pattern: PathPattern
  handler: (input: never) => unknown
  parameters: Parameter[]
  body?: { required: boolean; contents: Record<string, BodyContent> }
  /** Status -> media type -> format. */
  responses: Record<string, Record<string, Format>>
  /** The media types of its success: a caller who takes none of them gets 406. */
  produces: string[]
  security: SecurityRequirement[]
  validators: Validators
}

export type Place = 'params' | 'query' | 'headers' | 'cookies'

/** Where a parameter is, and how its text becomes a value. */
export interface Parameter extends Texts {
  in: Place
  name: string
  /** `form` in queries and cookies, else `simple`, unless said otherwise; `json` and `text` are media types. */
  style?: 'simple' | 'label' | 'matrix' | 'form' | Delimited | 'deepObject' | 'json' | 'text'
  /** True for `form`, else false, unless said otherwise. */
  explode?: boolean
}

/** Lists whose elements do not stand between commas. */
export type Delimited = 'spaceDelimited' | 'pipeDelimited' | 'tabDelimited'

/** What texts stand for: one value of these types (a string, unless said otherwise), a list or an object. */
export interface Texts {
  /** In the order in which they are tried. */
  types?: readonly Scalar[]
  items?: Texts
  /** Between the elements of a list that is one text. */
  separator?: Separator
  properties?: Record<string, Texts>
  others?: Texts
}

export type Separator = ',' | ' ' | '\t' | '|'

export type Scalar = 'null' | 'boolean' | 'integer' | 'number' | 'string'

/** How a body's bytes become a value. */
export type Format = 'json' | 'form' | 'multipart' | 'text' | 'bytes'

export interface BodyContent {
  format: Format
  /** Of a form. */
  fields?: Texts
  /** Of bytes, which are not checked but counted. */
  minBytes?: number
  maxBytes?: number
}

/** Places without parameters have none. */
export type Validators = Partial<Record<Place, z.ZodType>> & {
  bodies: Record<string, z.ZodType>
  responses: Record<string, Record<string, z.ZodType>>
}

/** What a route is made from; `route` adds the rest. */
type Definition<Name extends keyof Operations> = Pick<Route, 'method' | 'path' | 'template' | 'responses'> &
  Partial<Pick<Route, 'parameters' | 'body' | 'security'>> & {
    handler: Handlers[Name]
    // Not `Validators`: comparing each schema with Zod's types takes tsc longer than all else, and both files are generated.
    validators: object
  }

/** A route whose handler fits its operation. */
export function route<Name extends keyof Operations & string>(name: Name, definition: Definition<Name>): Route {
  const validators = definition.validators as Validators
  const made = { pattern: pathPattern(definition.template), produces: successTypes(definition.responses) }
  return { name, parameters: [], security: [], ...made, ...definition, validators }
}
