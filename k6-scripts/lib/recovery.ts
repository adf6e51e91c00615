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
  let refused = refusal
  for (let attempt = 0; ; attempt++) {
    const wait = waitFor(refused, limit?.windowMs ?? null, attempt)
    if (!wait || !waitUntil(refused.receivedAt + wait.ms + graceMs, after === 'search' ? 'retry' : 'refill'))
      return undefined
    const answer = askAgain()
    tell({ kind: 'retry', after, basis: wait.basis, waitedMs: answer.sentAt - refused.receivedAt, answer })
    if (answer.status !== 429) return answer
    refused = answer
  }
}

/** The word of the server is tried once; after a whole window there is nothing left to wait for. */
function waitFor(refused: Answer, windowMs: number | null, attempt: number): Wait | undefined {
  const said = toldWait(refused)
  if (attempt === 0 && said) return said
  if (windowMs === null) return { basis: 'guess', ms: firstGuessMs * 2 ** attempt }
  // Half of it shows a window that is shorter, where nobody says so.
  if (attempt === 0) return { basis: 'guess', ms: windowMs / 2 }
  return attempt === 1 ? { basis: 'window', ms: windowMs } : undefined
}

/** What the server says of how long to wait. */
export function toldWait({ told }: Answer): Wait | undefined {
  if (told.retryAfterMs !== null) return { basis: 'retry-after', ms: told.retryAfterMs }
  const resetMs = tightest(told.policies)?.resetMs ?? null
  return resetMs === null ? undefined : { basis: 'reset', ms: resetMs }
}
