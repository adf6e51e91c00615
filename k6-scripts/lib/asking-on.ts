import http, { type Response } from 'k6/http'
import { plan } from './plan.ts'
import { hasMany } from './planned-requests.ts'
import { type Asking, send } from './requests.ts'
import { measuredSince } from './running.ts'

const { arms, shape, blocks } = plan

/**
 * Whether the requests of a user may share an iteration, for which k6 takes a seventh of what it takes for the smallest request. Not where there are to be
 * so many iterations, and not where each request has to come in its turn, as those of two arms, of a document and of data: who asks on until a slow answer
 * comes asks too often for what is slow.
 */
const mayAskOn = shape.kind === 'users' && arms.length === 1 && !hasMany
const longestMs = 50

/** Whether the virtual user gets any. k6 forgets them with the iteration, so that each request is a newcomer's; then there is one in each. */
let getsCookies = false

/** After the first request of an iteration, asks the same for a little while. */
export function askOn(asking: Asking, first: Response): void {
  const since = mayAskOn && !getsCookies ? measuredSince() : undefined
  if (since === undefined) return
  if (hasAny(first.cookies)) {
    getsCookies = true
    return
  }
  const startedAt = Date.now()
  const end = Math.min(startedAt + longestMs, since + endOfPart(startedAt - since))
  // A clock that is set back ends it too.
  for (let now = startedAt; now >= startedAt && now < end; now = Date.now()) send(asking)
  getsCookies = hasAny(http.cookieJar().cookiesForURL(first.url))
}

/** When that of the run is over in which a moment is: of a run without blocks, the run. */
function endOfPart(ms: number): number {
  if (shape.kind === 'iterations') return 0
  const parts = Math.max(1, blocks)
  const partMs = shape.durationMs / parts
  return Math.min(parts, Math.floor(ms / partMs) + 1) * partMs
}

/** Of a request that could not be made, k6 has none at all. */
function hasAny(cookies: object | null): boolean {
  return Object.keys(cookies ?? {}).length > 0
}
