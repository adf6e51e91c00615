import type { Place, Route } from '../runtime.js'
import type { Body } from './body.js'
import { type Detail, invalid } from './error.js'

const places: Place[] = ['params', 'query', 'headers', 'cookies']

/** What a handler gets: all parts checked. Throws one 400 that names everything that is wrong. */
export function validate({ validators, body: declared }: Route, sent: Record<Place, unknown>, body: Body) {
  const details: Detail[] = []
  const check = (field: string, value: unknown, schema: Checker | undefined, harmless = false): unknown => {
    const harmful = !harmless && isHarmful(value)
    const result = harmful ? undefined : schema?.safeParse(value)
    if (harmful) details.push(...harms(value, field))
    for (const issue of result?.error?.issues ?? []) details.push(detail(field, issue))
    return result ? result.data : value
  }
  const input: Record<string, unknown> = {}
  for (const place of places) input[place] = validators[place] ? check(place, sent[place], validators[place]) : {}
  if (body.kind === 'malformed') details.push({ field: 'body', message: body.message })
  if (body.kind === 'absent' && declared?.required) details.push({ field: 'body', message: 'is required' })
  input['body'] =
    body.kind === 'value' ? check('body', body.value, validators.bodies[body.mediaType], body.harmless) : undefined
  if (body.kind === 'value' && Object.keys(declared?.contents ?? {}).length > 1) input['contentType'] = body.mediaType
  if (details.length > 0) throw invalid(details)
  return input
}

const deepest = 200

/** What no schema forbids and nobody wants: NUL, which PostgreSQL cannot store, and nesting that exhausts the stack. */
function isHarmful(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Blob) return false
  if (depth > deepest) return true
  if (Array.isArray(value)) return value.some((member) => isHarmful(member, depth + 1))
  return Object.keys(value).some((key) => key.includes('\0') || isHarmful(Reflect.get(value, key), depth + 1))
}

/** The same of a JSON text, looked at in a hurry: false may be wrong. NUL comes as an escape there. */
export function isHarmlessJson(json: string): boolean {
  return !json.includes('\\u0000') && json.split('{', deepest).length + json.split('[', deepest).length < deepest
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
