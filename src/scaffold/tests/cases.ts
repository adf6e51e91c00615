import type { Operation, Parameter } from '../../openapi/api.ts'
import type { Json, Schema } from '../../openapi/schema.ts'
import { isProtected } from '../project/credentials.ts'
import { type BodySamples, bodySamples, type WrittenBody } from '../request/body.ts'
import type { Credential } from '../request/credentials.ts'
import { type Context, parameterSamples } from '../request/parameter-samples.ts'
import type { WrittenParameter } from '../request/parameter-text.ts'
import { readParameters, requestOf, type SentRequest } from '../request/request.ts'
import { isObject, type Members } from '../request/view.ts'
import { parametersObject, places } from '../typescript/operation.ts'
import { answerSample, type PlannedAnswer } from './answer.ts'
import { type Key, keysOf } from './keys.ts'
import { refusals } from './refusals.ts'
import type { Refused } from './refused.ts'
import { neededOf, type Stock } from './stock.ts'
import { takenIn } from './taken-in.ts'

/** A request that reaches the handler, and what the handler gets. */
export interface Taken {
  readonly title: string
  readonly request: SentRequest
  readonly input: Readonly<Record<string, Json>>
  /** Where the body is bytes: the handler gets those of its text. */
  readonly isBytes: boolean
}

/** The tests of one operation. */
export interface OperationCases {
  readonly operation: Operation
  readonly answer?: PlannedAnswer
  readonly takes: readonly Taken[]
  readonly refuses: readonly Refused[]
  /** What cannot be tested, and why. */
  readonly skips: readonly string[]
}

export function casesOf(operation: Operation, context: Context): OperationCases {
  const { api, directed, views } = context
  const samples = parameterSamples(operation, context)
  const contents = (operation.body?.contents ?? []).map((content) => bodySamples(content, api, directed, views))
  const bodies = contents.filter((one) => 'short' in one)
  const keys = keysOf(operation, api)
  const usable = keys.filter((key) => 'credentials' in key)
  const credentials = isProtected(operation) ? (usable[0]?.credentials ?? []) : []
  const answered = answerSample(operation, directed, views)
  const stock: Stock = { operation, samples, bodies, credentials, needed: neededOf(operation, samples, credentials) }
  const hurdle = hurdleOf(stock, contents, keys)
  return {
    operation,
    ...('answer' in answered && { answer: answered.answer }),
    takes: hurdle === undefined ? takes(stock, usable, context) : [],
    refuses: refusals(stock, hurdle === undefined, context),
    skips: [
      ...(hurdle === undefined ? [] : [`all requests: ${hurdle}`]),
      ...('why' in answered ? [answered.why] : []),
      ...[...samples.left.values()],
      ...contents.flatMap((one) => ('why' in one ? [one.why] : one.left)),
      ...keys.flatMap((key) => ('why' in key ? [`credentials ${key.title}: ${key.why}`] : [])),
    ].filter((why, index, all) => !all.slice(0, index).some((before) => before.endsWith(why))),
  }
}

/** Why no valid request can be made at all. */
function hurdleOf(
  { operation, samples, bodies }: Stock,
  contents: readonly (BodySamples | { readonly why: string })[],
  keys: readonly Key[],
): string | undefined {
  const parameter = [...samples.left].find(([{ required }]) => required)
  if (parameter) return parameter[1]
  const body = contents.find((one) => 'why' in one)
  if (operation.body?.required && bodies.length === 0 && body) return body.why
  const locked = isProtected(operation) && !keys.some((key) => 'credentials' in key) ? keys[0] : undefined
  return locked && 'why' in locked ? `credentials ${locked.title}: ${locked.why}` : undefined
}

interface Draft {
  readonly title: string
  readonly parameters: ReadonlyMap<Parameter, WrittenParameter>
  readonly credentials: readonly Credential[]
  readonly body?: readonly [BodySamples, WrittenBody] | undefined
}

function takes(stock: Stock, keys: readonly Extract<Key, { readonly credentials: unknown }>[], context: Context) {
  const { operation, samples, bodies, credentials, needed } = stock
  const [first, ...others] = bodies
  const short = operation.body?.required && first ? ([first, first.short] as const) : undefined
  const full = first && ([first, first.full ?? first.short] as const)
  const plain: Draft = { title: 'a valid request', parameters: needed, credentials, body: short }
  const all = samples.written
  const hasMore = all.size > needed.size || (full && full[1] !== short?.[1])
  const isOpen = !isProtected(operation)
  const drafts: readonly Draft[] = [
    hasMore ? { ...plain, title: 'only what is required' } : plain,
    ...(hasMore ? [{ ...plain, title: 'all that is optional too', parameters: all, body: full }] : []),
    ...others.map((one) => ({
      ...plain,
      title: `a body of ${one.content.mediaType}`,
      body: [one, one.short] as const,
    })),
    ...keys
      .slice(isOpen ? 0 : 1)
      .map((key) => ({ ...plain, title: `the credentials ${key.title}`, ...withKey(key, stock) })),
  ]
  return drafts.map((draft) => taken(draft, operation, context))
}

/** A parameter that a credential is sent as goes with it. */
function withKey({ credentials }: { readonly credentials: readonly Credential[] }, { operation, samples }: Stock) {
  return { credentials, parameters: neededOf(operation, samples, credentials) }
}

function taken({ title, parameters, credentials, body }: Draft, operation: Operation, context: Context): Taken {
  const [samples, written] = body ?? []
  const parts = { parameters, credentials, ...(written && { body: written.sent }) }
  const read = readParameters(parts)
  const members = places.flatMap(({ key, place }) => {
    const declared = operation.parameters.filter((parameter) => parameter.place === place)
    const value = placeInput(declared, read[key] ?? {}, context)
    return Object.keys(value).length > 0 ? [[key, value] as const] : []
  })
  const input = {
    ...Object.fromEntries(members),
    ...(samples && written && bodyInput(samples, written, operation, context)),
  }
  return { title, request: requestOf(operation, parts), input, isBytes: written?.sent.kind === 'bytes' }
}

function placeInput(declared: readonly Parameter[], read: Members, { directed, views }: Context): Members {
  const { whole } = views
  const object: Schema = whole.adapt({ types: ['object'], object: parametersObject(declared, directed) })
  const value = declared.length === 0 ? {} : takenIn(object, read, whole)
  return isObject(value) ? value : {}
}

function bodyInput({ schema, content }: BodySamples, { read }: WrittenBody, { body }: Operation, { views }: Context) {
  const several = (body?.contents ?? []).length > 1
  return {
    body: schema ? takenIn(schema, read, views.whole) : read,
    ...(several && { contentType: content.mediaType }),
  }
}
