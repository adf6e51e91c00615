import type { Check } from './check.ts'
import { type Course, firstRefusal } from './course.ts'
import type { OtherClient } from './plan.ts'

const check = 'other-clients'
const advice =
  "Name another client: --as-client 'Authorization: Bearer …', or what else the service tells clients apart by."

/** Whether others are served while one client is refused. */
export function judgeOthers(course: Course, other: OtherClient | null): Check {
  if (!firstRefusal(course)) return { check, verdict: 'NOT-VERIFIED', message: 'There was no 429.' }
  if (!other) {
    return {
      check,
      verdict: 'NOT-VERIFIED',
      message: 'There was no other client, so nobody knows whether it is served.',
      advice,
    }
  }
  const { other: answer, confirmation } = course
  const who = clientText(other)
  if (!answer || answer.status === 0) {
    return {
      check,
      verdict: 'NOT-VERIFIED',
      message: `${who} got no answer${answer ? ` (k6 error ${answer.error})` : ''}.`,
      advice,
    }
  }
  if (answer.status === 429) {
    const message = `${who} was refused with 429 at its first request, because of what the first client had asked.`
    return { check, verdict: 'FAIL', code: 'others-refused', message }
  }
  if (!answer.served) {
    return {
      check,
      verdict: 'NOT-VERIFIED',
      message: `${who} was answered with ${answer.status}, which tells nothing.`,
      advice,
    }
  }
  if (confirmation?.status !== 429) {
    const message = `${who} was served, but the first client was no longer refused by then.`
    return {
      check,
      verdict: 'NOT-VERIFIED',
      message,
      advice: 'The quota comes back too quickly: look at a longer window.',
    }
  }
  return { check, verdict: 'PASS', message: `${who} was served while the first one was refused.` }
}

/** Never the values of headers, which are keys. */
export function clientText(other: OtherClient): string {
  return `A client ${other.by === 'address' ? `at ${other.address}` : `with another ${other.names.join(', ')}`}`
}
