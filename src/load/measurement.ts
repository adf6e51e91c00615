import { answered, type Failure, failureClasses } from './failure.ts'
import { valueAt } from './statistics.ts'
import type { ArmSummary, EndpointSummary } from './summary.ts'

/** What was measured of some requests, in the units of the report: all that a gate is about. */
export interface Sample {
  readonly requests: number
  readonly successful: number
  readonly failed: number
  /** The part of the run that counts. */
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

export function measurement(summary: ArmSummary, steadyMs: number): Measurement {
  const failures = failureClasses(summary.failures)
  const measured = sample(summary, steadyMs)
  return {
    ...measured,
    failures,
    answered: measured.successful + failures.filter(answered).reduce((sum, { count }) => sum + count, 0),
    summary,
  }
}

export function sample(summary: EndpointSummary, steadyMs: number): Sample {
  const { requests, failed, latencyMs } = summary
  return {
    requests,
    successful: requests - failed,
    failed,
    steadyMs,
    ratePerSecond: steadyMs > 0 ? requests / (steadyMs / 1000) : 0,
    stddevMs: Math.sqrt(Math.max(0, latencyMs.meanSquare - latencyMs.avg ** 2)),
    summary,
  }
}

/** A quantile of the expected responses in milliseconds; 0 when there were none. */
export function quantile({ summary: { latencyMs } }: Sample, percent: number): number {
  return latencyMs.count === 0 ? 0 : (valueAt(latencyMs.grid, percent) ?? 0)
}
