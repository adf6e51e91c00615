import type { Place, Route } from '../runtime.js'
import type { Body } from './body.js'
import type { Detail } from './error.js'
import { hasEscape } from './text.js'

/** What the parameters say. `harmless` when the URL is such that nothing in it can be what no schema forbids and nobody wants. */
export interface Sent {
  values: Record<Place, unknown>
  harmless: boolean
}

export interface Input extends Record<Place, unknown> {
  body: unknown
  contentType?: string
  context?: unknown
}

/** What a handler gets: all parts checked; or everything that is wrong. (To throw it would take longer than to check.) */
export function validate(
  { validators, body: declared }: Route,
  { values, harmless }: Sent,
  body: Body,
): Input | Detail[] {
  const details: Detail[] = []
  const check = (place: Place): unknown => {
    const schema = validators[place]
    const isFromUrl = place === 'params' || place === 'query'
    return schema ? checked(place, values[place], { schema, harmless: harmless && isFromUrl, details }) : {}
  }
  const input: Input = {
    params: check('params'),
    query: check('query'),
    headers: check('headers'),
    cookies: check('cookies'),
    body: undefined,
  }
  if (body.kind === 'malformed') details.push({ field: 'body', message: body.message })
  if (body.kind === 'absent' && declared?.required) details.push({ field: 'body', message: 'is required' })
  if (body.kind === 'value') {
    const schema = validators.bodies[body.mediaType]
    input.body = checked('body', body.value, { schema, harmless: body.harmless, details })
    if (Object.keys(declared?.contents ?? {}).length > 1) input.contentType = body.mediaType
  }
  return details.length > 0 ? details : input
}

interface Check {
  schema: Checker | undefined
  harmless: boolean
  /** What is wrong is added here. */
  details: Detail[]
}

function checked(field: string, value: unknown, { schema, harmless, details }: Check): unknown {
  if (!harmless && isHarmful(value)) {
    details.push(...harms(value, field))
    return value
  }
  const result = schema?.safeParse(value)
  if (result?.success === false) for (const issue of result.error.issues) details.push(detail(field, issue))
  return result ? result.data : value
}

const deepest = 200

/** What no schema forbids and nobody wants: NUL, which PostgreSQL cannot store, and nesting that exhausts the stack. */
function isHarmful(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Blob) return false
  if (depth > deepest) return true
  if (Array.isArray(value)) return value.some((member) => isHarmful(member, depth + 1))
  for (const key of Object.keys(value)) {
    if (key.includes('\0') || isHarmful(Reflect.get(value, key), depth + 1)) return true
  }
  return false
}

/** The same of a JSON text, looked at in a hurry: false may be wrong. NUL comes as an escape there. */
export function isHarmlessJson(json: string): boolean {
  return !hasEscape(json, '\\u0000') && count(json, '{') + count(json, '[') < deepest
}

/** How often a text has a character, as far as it matters here. */
function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at >= 0 && found < deepest; at = text.indexOf(character, at + 1)) found++
  return found
}

/** The same of a URL: NUL comes encoded, and what is nested has brackets or is encoded, too. */
export function isHarmlessUrl(url: string): boolean {
  return !/[%[{]/.test(url)
}

/** Where it is. */
function harms(value: unknown, field: string, depth = 0): Detail[] {
  if (typeof value === 'string')
    return value.includes('\0') ? [{ field, message: 'must not contain a NUL character' }] : []
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Blob) return []
  if (depth > deepest)
    return [{ field: field.slice(0, 100), message: `must not be nested deeper than ${deepest} levels` }]
  return Object.entries(value).flatMap(([key, member]) =>
    key.includes('\0')
      ? [{ field, message: 'must not have a member with a NUL character in its name' }]
      : harms(member, `${field}.${key}`, depth + 1),
  )
}

type Checker = Route['validators'][Place]

function detail(field: string, { path, message }: { path: PropertyKey[]; message: string }): Detail {
  return { field: [field, ...path.map(String)].join('.'), message }
}
