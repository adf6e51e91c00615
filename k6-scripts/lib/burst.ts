import exec from 'k6/execution'
import type { Answer, Burst, Policy } from '../../src/load/rate-limit/event.ts'
import { askAgain } from './asking.ts'
import { rateLimitPlan as plan } from './plan.ts'

/** One request after the other until one is not served, or there are so many that no limit of this size can be. */
export function burst(): Burst {
  const startedAt = Date.now()
  const sent: number[] = []
  let first: Answer | null = null
  let last: Answer | null = null
  let ending: Answer | null = null
  do {
    const answer = askAgain()
    if (!answer.served) {
      ending = answer
      break
    }
    sent.push(answer.sentAt)
    first ??= answer
    last = answer
  } while (goesOn(first, sent.length))
  const endedAt = (ending ?? last)?.receivedAt ?? startedAt
  const limit = limitBy(first ?? ending)
  const from = endedAt - (limit?.windowMs ?? Number.POSITIVE_INFINITY)
  const servedInWindow = sent.filter((at) => at >= from).length
  return { kind: 'burst', limit, served: sent.length, servedInWindow, startedAt, endedAt, first, last, ending }
}

/** A fixed window lets twice its limit through at its border, and a bucket twice its size in a window; nothing lets more. */
function goesOn(first: Answer, served: number): boolean {
  const limit = limitBy(first)
  const { iterations, longestMs } = plan.shape
  const most = limit && !plan.rateLimit.bounded ? 2 * limit.requests + 1 : iterations
  const now = Date.now()
  const inTime = now - first.sentAt <= 2 * (limit?.windowMs ?? longestMs)
  return served < most && inTime && now - exec.scenario.startTime <= longestMs
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
  return policies.filter(({ limit }) => limit !== null).sort((a, b) => left(a) - left(b))[0]
}
