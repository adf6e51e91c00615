import { Gauge } from 'k6/metrics'
import { plan } from './plan.ts'

/** Whether users wait for their answers; those of a rate ask on whatever happens, and of several services each would have its own pulse. */
export const hasPulse = plan.shape.kind !== 'rate' && plan.arms.length === 1

/** When users asked, in milliseconds from the start of the measured part. */
const asked = new Gauge('lt_asked')
export const askedIn = (span: number) => `lt_asked{span:${span}}`

/** Says that a user asks, so many milliseconds after the start of the measured part. */
export function tellPulse(ms: number): void {
  asked.add(ms, { span: String(spanOf(ms)) })
}

/** All that a run can have, from 0. */
export function spans(): readonly number[] {
  if (!hasPulse) return []
  const { shape } = plan
  const longestMs = shape.kind === 'iterations' ? shape.longestMs : shape.durationMs
  return Array.from({ length: spanOf(longestMs) + 1 }, (_, span) => span)
}

const evenMs = 2000
const lastEvenMs = 40_000
const growth = 1.05

/**
 * The span of time in which a moment is. Each is two seconds long at most, or a twentieth of all that was before: a longer standstill reaches from one into
 * another, so that the first and the last moment of each are enough to find it.
 */
function spanOf(ms: number): number {
  if (ms < lastEvenMs) return Math.floor(ms / evenMs)
  return lastEvenMs / evenMs + Math.floor(Math.log(ms / lastEvenMs) / Math.log(growth))
}
