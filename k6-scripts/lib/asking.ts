import { sleep } from 'k6'
import exec from 'k6/execution'
import type { Response } from 'k6/http'
import type { Target } from '../../src/load/plan.ts'
import type { Answer, Event } from '../../src/load/rate-limit/event.ts'
import { isExpected } from './answers.ts'
import { rateLimitPlan } from './plan.ts'
import { asking, send, sendTogether } from './requests.ts'
import { relatedHeaders, toldLimit } from './told-limit.ts'

/** k6's own, which its types do not have. */
declare const console: { log(text: string): void }

/** For a server whose own clock is a little late. */
export const graceMs = 25

/** One request of the first client. */
export function askAgain(): Answer {
  const sentAt = Date.now()
  return answerOf(send(asking(firstClient())), sentAt)
}

/** So many at a time. */
export function askTogether(number: number): readonly Answer[] {
  if (number === 1) return [askAgain()]
  const sentAt = Date.now()
  return sendTogether(asking(firstClient()), number).map((response) => answerOf(response, sentAt))
}

/** One request of the other client. */
export function askAsOther(target: Target): Answer {
  const sentAt = Date.now()
  return answerOf(send(asking({ name: 'other', target })), sentAt)
}

export function firstClient() {
  const [arm] = rateLimitPlan.arms
  if (!arm) throw new Error('The plan has no arm.')
  return arm
}

export function tell(event: Event): void {
  console.log(JSON.stringify(event))
}

/** Waits for a moment, unless it is later than the run may last. */
export function waitUntil(moment: number, before: Extract<Event, { kind: 'out-of-time' }>['before']): boolean {
  const neededMs = moment - exec.scenario.startTime
  if (neededMs > rateLimitPlan.shape.longestMs) {
    tell({ kind: 'out-of-time', before, neededMs })
    return false
  }
  sleep(Math.max(0, moment - Date.now()) / 1000)
  return true
}

function answerOf(response: Response, sentAt: number): Answer {
  const receivedAt = Date.now()
  const headers: Record<string, string> = response.headers
  return {
    status: response.status,
    error: response.error_code,
    served: isExpected(response.status),
    sentAt,
    receivedAt,
    headers: relatedHeaders(headers),
    told: toldLimit(headers, receivedAt),
  }
}
