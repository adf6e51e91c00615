import { quantile } from './measurement.ts'
import type { Measured } from './observation.ts'
import type { LoadPlan } from './plan.ts'

/** A part of a run in which nobody was answered, in milliseconds from the start of its measured part. */
export interface Stall {
  readonly fromMs: number
  readonly toMs: number
}

const leastMs = 2000
/** Of the run: as many of those who do not wait for each other would have met it. */
const leastShare = 0.05
/** Beyond so many times of what most answers take, users do not just happen to wait together. */
const unusual = 3

/**
 * The longest time in which nobody was answered and asked again, where it is more than chance. In the closed model users who wait ask nothing, so that a moment in which a service stands
 * still is seen by as many requests as there are users, however long it is.
 */
export function stallOf({ subject, askedMs }: Measured, { shape }: LoadPlan): Stall | undefined {
  // In the open model the others are asked meanwhile, or dropped.
  if (shape.kind === 'rate' || subject.successful === 0 || askedMs.length === 0) return undefined
  if (shape.kind === 'users' && [shape.users.start, ...shape.users.stages.map(({ target }) => target)].includes(0)) {
    return undefined
  }
  const froms = [0, ...askedMs.map(([, last]) => last)]
  const gaps = [...askedMs.map(([first]) => first), subject.steadyMs].map((toMs, index) => ({
    fromMs: froms[index] ?? 0,
    toMs,
  }))
  const longest = gaps.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a), { fromMs: 0, toMs: 0 })
  const least = Math.max(leastMs, leastShare * subject.steadyMs, unusual * quantile(subject, 90))
  return lengthOf(longest) > least ? longest : undefined
}

function lengthOf({ fromMs, toMs }: Stall): number {
  return toMs - fromMs
}
