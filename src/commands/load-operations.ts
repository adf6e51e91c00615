import { UserError } from '../base/errors.ts'
import { closest } from '../base/text.ts'
import type { StatusRange } from '../load/plan.ts'
import type { Api, Operation, Response } from '../openapi/api.ts'

/** An operation that is not loaded, though nobody said so. */
export interface LeftOut {
  readonly operation: Operation
  readonly why: string
}

export interface Choice {
  readonly chosen: readonly Operation[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * Those that are named, by operationId or as `GET /users/{id}`; without names all that read, because a load test that deletes is nobody's
 * wish. UserError `bad-option` for a name that is none.
 */
export function chooseOperations({ operations }: Api, names: readonly string[]): Choice {
  if (names.length > 0) return { chosen: [...new Set(names.map((name) => named(name, operations)))], leftOut: [] }
  const hindrances = operations.map((operation) => ({ operation, why: hindranceOf(operation) }))
  return {
    chosen: hindrances.filter(({ why }) => why === undefined).map(({ operation }) => operation),
    leftOut: hindrances.flatMap(({ operation, why }) => (why === undefined ? [] : [{ operation, why }])),
  }
}

function hindranceOf({ method, responses }: Operation): string | undefined {
  if (method !== 'get' && method !== 'head') return 'may change something; it is loaded only when it is named'
  const streams = responses.filter(isSuccess).some(({ contents }) => contents.some(isStream))
  return streams ? 'answers with a stream, which may never end; it is loaded only when it is named' : undefined
}

function isStream({ mediaType }: Response['contents'][number]): boolean {
  return mediaType === 'text/event-stream'
}

function named(name: string, operations: readonly Operation[]): Operation {
  const found = operations.find(
    (one) => one.operationId === name || one.name === name || operationText(one) === name.replace(/^\w+/, upper),
  )
  if (found) return found
  const known = operations.map((one) => one.operationId ?? operationText(one))
  const guess = closest(name, known)
  const hint = guess ? `Did you mean ${guess}?` : `There are ${listed(known)}.`
  throw new UserError('bad-option', `The document has no operation ${JSON.stringify(name)}. ${hint}`)
}

function upper(text: string): string {
  return text.toUpperCase()
}

/** `GET /users/{id}`. */
export function operationText({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`
}

const mostListed = 20

function listed(names: readonly string[]): string {
  const more = names.length - mostListed
  return `${names.slice(0, mostListed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** The statuses below 400 that the document has for an operation; all of them when it names none. */
export function expectedOf({ responses }: Operation): readonly StatusRange[] {
  const ranges = responses.filter(isSuccess).map(({ status }) => {
    const low = Number.parseInt(String(status), 10)
    return typeof status === 'number' ? { min: status, max: status } : { min: low * 100, max: low * 100 + 99 }
  })
  return ranges.length > 0 ? ranges : [{ min: 200, max: 399 }]
}

/** Whether the document has a page of HTML for an operation, or does not say what it answers. */
export function mayBePage({ responses }: Operation): boolean {
  const types = responses.filter(isSuccess).flatMap(({ contents }) => contents.map(({ mediaType }) => mediaType))
  return types.length === 0 || types.some((type) => /^(?:text\/(?:html|\*)|\*|application\/xhtml)/i.test(type))
}

function isSuccess({ status }: Response): boolean {
  return /^[23]/.test(String(status))
}
