import type { Answer, Burst } from '../../src/load/rate-limit/event.ts'
import { graceMs, tell } from './asking.ts'
import { burst } from './burst.ts'
import { recover, toldWait } from './recovery.ts'

/**
 * A client that is served again sooner than a window takes may be in the next window of a clock, or have a bucket that is refilled, or the window
 * is shorter than it is to be. How much of the quota is back tells the bucket, and how soon all of it is back once more tells the window.
 */
export function checkWindow(search: Burst, again: readonly Answer[]): void {
  const [first] = again
  if (!first || !search.limit || !isSoon(search, first.sentAt)) return
  const { kind: _, ...back } = burst()
  const served = back.served + again.length
  tell({ ...back, kind: 'refill', served, servedAgainAt: first.receivedAt })
  if (served >= search.limit.requests && back.ending?.status === 429) recover(back.ending, search.limit, 'refill')
}

export function isSoon({ limit, startedAt }: Burst, moment: number): boolean {
  return limit !== null && limit.windowMs !== null && moment < startedAt + limit.windowMs - 2 * graceMs
}

/** When the client is served again, by the word of the server; at once where it says nothing. */
export function toldAgainAt(refusal: Answer): number {
  return refusal.receivedAt + (toldWait(refusal)?.ms ?? 0)
}
