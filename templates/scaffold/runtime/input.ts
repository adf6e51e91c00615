import type { Place, Route } from '../runtime.js'
import type { Body } from './body.js'
import { type Detail, invalid } from './error.js'

const places: Place[] = ['params', 'query', 'headers', 'cookies']

/** What a handler gets: all parts checked. Throws one 400 that names everything that is wrong. */
export function validate({ validators, body: declared }: Route, sent: Record<Place, unknown>, body: Body) {
  const details: Detail[] = []
  const check = (field: string, value: unknown, schema: Checker | undefined): unknown => {
    const harm = harmful(value, field)
    const result = harm.length === 0 ? schema?.safeParse(value) : undefined
    details.push(...harm, ...(result?.error?.issues ?? []).map((issue) => detail(field, issue)))
    return result ? result.data : value
  }
  const input: Record<string, unknown> = {}
  for (const place of places) input[place] = check(place, sent[place], validators[place])
  if (body.kind === 'malformed') details.push({ field: 'body', message: body.message })
  if (body.kind === 'absent' && declared?.required) details.push({ field: 'body', message: 'is required' })
  input['body'] = body.kind === 'value' ? check('body', body.value, validators.bodies[body.mediaType]) : undefined
  if (body.kind === 'value' && Object.keys(declared?.contents ?? {}).length > 1) input['contentType'] = body.mediaType
  if (details.length > 0) throw invalid(details)
  return input
}

const deepest = 200

/** What no schema forbids and nobody wants: NUL, which PostgreSQL cannot store, and nesting that exhausts the stack. */
function harmful(value: unknown, field: string, depth = 0): Detail[] {
  if (typeof value === 'string')
    return value.includes('\0') ? [{ field, message: 'must not contain a NUL character' }] : []
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Blob) return []
  if (depth > deepest)
    return [{ field: field.slice(0, 100), message: `must not be nested deeper than ${deepest} levels` }]
  return Object.entries(value).flatMap(([key, member]) =>
    key.includes('\0')
      ? [{ field, message: 'must not have a member with a NUL character in its name' }]
      : harmful(member, `${field}.${key}`, depth + 1),
  )
}

type Checker = Route['validators'][Place]

function detail(field: string, { path, message }: { path: PropertyKey[]; message: string }): Detail {
  return { field: [field, ...path.map(String)].join('.'), message }
}
