import type { Place, Route } from '../runtime.js'
import type { Body } from './body.js'
import { type Detail, invalid } from './error.js'
import { nulPaths } from './text.js'

const places: Place[] = ['params', 'query', 'headers', 'cookies']

/** What a handler gets: all parts checked. Throws one 400 that names everything that is wrong. */
export function validate({ validators, body: declared }: Route, sent: Record<Place, unknown>, body: Body) {
  const details: Detail[] = []
  const check = (field: string, value: unknown, schema: Checker | undefined): unknown => {
    details.push(
      ...nulPaths(value, field).map((path) => ({ field: path, message: 'must not contain a NUL character' })),
    )
    const result = schema?.safeParse(value)
    if (!result || result.success) return result ? result.data : value
    details.push(...result.error.issues.map((issue) => detail(field, issue)))
    return undefined
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

type Checker = Route['validators'][Place]

function detail(field: string, { path, message }: { path: PropertyKey[]; message: string }): Detail {
  return { field: [field, ...path.map(String)].join('.'), message }
}
