import type { Answer, Burst, Retry } from '../../src/load/rate-limit/event.ts'
import { askAgain, graceMs, tell, waitUntil } from './asking.ts'
import { tightest } from './burst.ts'

const firstGuessMs = 250

interface Wait {
  readonly basis: Retry['basis']
  readonly ms: number
}

/** Waits as the refusal says and asks again, and then longer, until there is another answer; undefined when there is none in time. */
export function recover(refusal: Answer, limit: Burst['limit'], after: Retry['after']): Answer | undefined {
  const before = after === 'search' ? 'retry' : 'refill'
  let refused = refusal
  for (const { basis, ms } of waits(refusal, limit?.windowMs ?? null)) {
    // Those who refuse a client once more may have it wait from then on.
    const from = basis === 'last' ? refused : refusal
    const moment = from.receivedAt + ms + graceMs
    if (moment < Date.now() && refused !== refusal) continue
    if (!waitUntil(moment, before)) return undefined
    const answer = askAgain()
    tell({ kind: 'retry', after, basis, waitedMs: answer.sentAt - refusal.receivedAt, answer })
    if (answer.status !== 429) return answer
    refused = answer
  }
  return undefined
}

/** The word of the server, then a whole window, then one from the last refusal on: there is nothing left to wait for. */
function* waits(refusal: Answer, windowMs: number | null): Iterable<Wait> {
  const said = toldWait(refusal)
  if (said) yield said
  if (windowMs === null) {
    for (let ms = firstGuessMs; ; ms *= 2) yield { basis: 'guess', ms }
  }
  // Half of it shows a window that is shorter, where nobody says so.
  if (!said) yield { basis: 'guess', ms: windowMs / 2 }
  yield { basis: 'window', ms: windowMs }
  yield { basis: 'last', ms: windowMs }
}

/** What the server says of how long to wait. */
export function toldWait({ told }: Answer): Wait | undefined {
  if (told.retryAfterMs !== null) return { basis: 'retry-after', ms: told.retryAfterMs }
  const resetMs = tightest(told.policies)?.resetMs ?? null
  return resetMs === null ? undefined : { basis: 'reset', ms: resetMs }
}
