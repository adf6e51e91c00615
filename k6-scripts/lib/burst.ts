import exec from 'k6/execution'
import type { Answer, Burst, Policy } from '../../src/load/rate-limit/event.ts'
import { askTogether } from './asking.ts'
import { rateLimitPlan as plan } from './plan.ts'

/** Requests in a row until one is not served, or there are so many that no limit of this size can be. */
export function burst(): Burst {
  const startedAt = Date.now()
  const sent: number[] = []
  let first: Answer | null = null
  let last: Answer | null = null
  let ending: Answer | null = null
  while (!ending && goesOn(first, sent.length)) {
    const answers = askTogether(Math.min(plan.shape.users, mostBy(first) - sent.length))
    const served = answers.filter((answer) => answer.served)
    sent.push(...served.map(({ sentAt }) => sentAt))
    first ??= served[0] ?? null
    last = served.at(-1) ?? last
    ending = answers.find((answer) => !answer.served) ?? null
  }
  const endedAt = (ending ?? last)?.receivedAt ?? startedAt
  const limit = limitBy(first ?? ending)
  const from = endedAt - (limit?.windowMs ?? Number.POSITIVE_INFINITY)
  const servedInWindow = sent.filter((at) => at >= from).length
  return { kind: 'burst', limit, served: sent.length, servedInWindow, startedAt, endedAt, first, last, ending }
}

function goesOn(first: Answer | null, served: number): boolean {
  if (!first) return true
  const { longestMs } = plan.shape
  const now = Date.now()
  const inTime = now - first.sentAt <= 2 * (limitBy(first)?.windowMs ?? longestMs)
  return served < mostBy(first) && inTime && now - exec.scenario.startTime <= longestMs
}

/** A fixed window lets twice its limit through at its border, and a bucket twice its size in a window; nothing lets more. */
function mostBy(first: Answer | null): number {
  const limit = limitBy(first)
  const { iterations } = plan.shape
  // The word of a server is no reason for more requests than the user has asked for.
  return limit && !plan.rateLimit.bounded ? Math.min(2 * limit.requests + 1, iterations) : iterations
}

/** What the user expects, or else what an answer tells; a reset at the start of a window is about as long as the window. */
function limitBy(answer: Answer | null): Burst['limit'] {
  const { expected } = plan.rateLimit
  if (expected) return expected
  const policy = tightest(answer?.told.policies ?? [])
  return policy?.limit == null ? null : { requests: policy.limit, windowMs: policy.windowMs ?? policy.resetMs }
}

/** Of several quotas, the one that is used up first. */
export function tightest(policies: readonly Policy[]): Policy | undefined {
  const left = ({ remaining, limit }: Policy) => remaining ?? limit ?? Number.POSITIVE_INFINITY
  return policies.filter(({ limit }) => limit !== null && limit > 0).sort((a, b) => left(a) - left(b))[0]
}
