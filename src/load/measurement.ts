import { answered, type Failure, failureClasses } from './failure.ts'
import { valueAt } from './statistics.ts'
import type { ArmSummary, EndpointSummary } from './summary.ts'

/** What was measured of some requests, in the units of the report: all that a gate is about. */
export interface Sample {
  readonly requests: number
  readonly successful: number
  readonly failed: number
  /** How long it was measured. */
  readonly elapsedMs: number
  /** How much of that there was load. */
  readonly steadyMs: number
  readonly ratePerSecond: number
  readonly stddevMs: number
  readonly summary: EndpointSummary
}

/** What was measured of one arm. */
export interface Measurement extends Sample {
  readonly failures: readonly Failure[]
  /** Requests to which a server gave any answer. */
  readonly answered: number
  /** All else that was counted; the failures are classes above. */
  readonly summary: Omit<ArmSummary, 'failures'>
}

/** How long it was measured, and how much of that was under load. */
interface Times {
  readonly elapsedMs: number
  readonly steadyMs: number
}

export function measurement(summary: ArmSummary, times: Times): Measurement {
  const failures = failureClasses(summary.failures, summary.failed)
  const measured = sample(summary, times)
  return {
    ...measured,
    failures,
    answered: measured.successful + failures.filter(answered).reduce((sum, { count }) => sum + count, 0),
    summary,
  }
}

export function sample(summary: EndpointSummary, { elapsedMs, steadyMs }: Times): Sample {
  const { requests, failed, latencyMs } = summary
  return {
    requests,
    successful: requests - failed,
    failed,
    elapsedMs,
    steadyMs,
    ratePerSecond: elapsedMs > 0 ? requests / (elapsedMs / 1000) : 0,
    stddevMs: Math.sqrt(Math.max(0, latencyMs.meanSquare - latencyMs.avg ** 2)),
    summary,
  }
}

/** A quantile of the expected responses in milliseconds; 0 when there were none. */
export function quantile({ summary: { latencyMs } }: Sample, percent: number): number {
  return latencyMs.count === 0 ? 0 : (valueAt(latencyMs.grid, percent) ?? 0)
}
