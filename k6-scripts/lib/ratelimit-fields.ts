// The fields of draft-ietf-httpapi-ratelimit-headers since it has one for all that is left.

import type { Policy } from '../../src/load/rate-limit/event.ts'
import { type Item, inMs, items, numeric, windowOf } from './structured-field.ts'

/** Drafts 8 and later: `RateLimit: "default";r=50;t=30` and `RateLimit-Policy: "default";q=100;w=60`. */
export function structured(headers: Readonly<Record<string, string>>): readonly Policy[] {
  const states = items(headers.ratelimit).filter(({ params }) => 'r' in params)
  const all = items(headers['ratelimit-policy']).filter(({ params }) => 'q' in params)
  const quotas = all.filter(({ params }) => ofRequests(params))
  const names = new Set([...states, ...quotas].map(({ value }) => value))
  return [...names].flatMap((name): readonly Policy[] => {
    const [state, quota] = [states, quotas].map((list) => list.find(({ value }) => value === name)?.params)
    // Of bytes or of concurrent requests: its policy says so, and nothing here counts them.
    if (all.length > 0 && !quota) return []
    return [
      {
        dialect: 'RateLimit (draft 8)',
        name,
        limit: numeric(quota?.q),
        windowMs: inMs(quota?.w),
        remaining: numeric(state?.r),
        resetMs: inMs(state?.t),
      },
    ]
  })
}

function ofRequests({ qu }: Item['params']): boolean {
  return qu === undefined || /^requests?$/.test(qu)
}

/** Draft 7: `RateLimit: limit=100, remaining=50, reset=30` and `RateLimit-Policy: 100;w=60`. */
export function dictionary(headers: Readonly<Record<string, string>>): readonly Policy[] {
  const members = Object.fromEntries(
    items(headers.ratelimit).map(({ value }) => value.split('=', 2) as [string, string]),
  )
  if (!('limit' in members || 'remaining' in members)) return []
  const limit = numeric(members.limit)
  return [
    {
      dialect: 'RateLimit (draft 7)',
      name: null,
      limit,
      windowMs: windowOf(limit, items(headers['ratelimit-policy'])),
      remaining: numeric(members.remaining),
      resetMs: inMs(members.reset),
    },
  ]
}
