import type { Route } from '../runtime.js'
import { contentOf } from './content.js'
import { isStream } from './download.js'
import { type Result, responseKey } from './response.js'

/** Throws when an answer is not one of the document's responses. */
export function checkResponse({ name, responses, validators }: Route, result: Result, accept?: string): void {
  const key = responseKey(responses, result.status)
  if (key === undefined) throw new Error(`${name} answered ${result.status}, which the API description does not have.`)
  const contents = responses[key] ?? {}
  if (Object.keys(contents).length === 0) {
    if (result.body === undefined) return
    throw new Error(`${name} answered ${result.status} with a body, where the API description has none.`)
  }
  const { mediaType, declared } = contentOf(contents, result, accept)
  if (declared === undefined) throw new Error(`${name} answered ${result.status} with ${mediaType}.`)
  // A stream is read once, by its caller.
  if (isStream(result.body)) return
  const checked = validators.responses[key]?.[declared]?.safeParse(result.body)
  if (checked?.success !== false) return
  const reasons = checked.error.issues.map(({ path, message }) => `${['body', ...path].join('.')}: ${message}`)
  throw new Error(`${name} answered ${result.status} with a body that does not fit. ${reasons.join('; ')}`)
}
