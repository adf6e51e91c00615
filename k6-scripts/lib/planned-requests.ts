import { SharedArray } from 'k6/data'
import type { Arm, PlannedRequest, Target } from '../../src/load/plan.ts'
import { type Asking, asking } from './requests.ts'
import { mayKeep } from './running.ts'

const path = __ENV.LT_REQUESTS

/** In memory once for all virtual users, each of which parses what it is about to ask. */
const requests: readonly PlannedRequest[] =
  path === undefined ? [] : new SharedArray<PlannedRequest>('requests', () => JSON.parse(open(path)))

export const hasMany = path !== undefined

const { length } = requests
/** Parsing costs as much as the request itself. */
const kept = new Map<number, Asking>()

/** The request of the nth turn of a run. */
export function requestOfTurn(n: number, { name, endpoints }: Arm): Asking {
  const place = n % length
  const known = kept.get(place)
  if (known) return known
  const request = requests[place]
  if (!request) throw new Error('The plan has no requests.')
  const made = asking({ name, target: withCredentials(request), ...ofEndpoint(request, endpoints) })
  if (mayKeep(kept.size)) kept.set(place, made)
  return made
}

/** What its endpoint has besides. */
function ofEndpoint({ endpoint: place }: PlannedRequest, endpoints: Arm['endpoints']) {
  const endpoint = endpoints?.[place]
  return endpoint && { expected: endpoint.expected, mayBePage: endpoint.mayBePage, endpoint: String(place) }
}

/** The request with its credentials, which come by the environment because they are to be in no file. */
function withCredentials({ url, method, headers, body, credentials }: PlannedRequest): Target {
  const texts = (place: string) =>
    credentials.filter((one) => one.place === place).map(({ name, variable }) => [name, __ENV[variable] ?? ''] as const)
  const query = texts('query').map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`)
  const cookies = [
    ...(headers.cookie === undefined ? [] : [headers.cookie]),
    ...texts('cookie').map(([name, text]) => `${name}=${text}`),
  ]
  return {
    method,
    url: query.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}`,
    headers: {
      ...headers,
      ...Object.fromEntries(texts('header')),
      ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
    },
    ...(body !== undefined && { body }),
  }
}
