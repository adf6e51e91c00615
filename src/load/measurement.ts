import { answered, type Failure, failureClasses } from './failure.ts'
import { valueAt } from './statistics.ts'
import type { ArmSummary } from './summary.ts'

/** What was measured of one arm, in the units of the report. */
export interface Measurement {
  readonly requests: number
  readonly successful: number
  readonly failed: number
  /** The part of the run that counts. */
  readonly steadyMs: number
  readonly ratePerSecond: number
  readonly failures: readonly Failure[]
  /** Requests to which a server gave any answer. */
  readonly answered: number
  readonly stddevMs: number
  /** All else that was counted; the failures are classes above. */
  readonly summary: Omit<ArmSummary, 'failures'>
}

export function measurement(summary: ArmSummary, steadyMs: number): Measurement {
  const { requests, failed, latencyMs } = summary
  const failures = failureClasses(summary.failures)
  const successful = requests - failed
  return {
    requests,
    successful,
    failed,
    steadyMs,
    ratePerSecond: steadyMs > 0 ? requests / (steadyMs / 1000) : 0,
    failures,
    answered: successful + failures.filter(answered).reduce((sum, { count }) => sum + count, 0),
    stddevMs: Math.sqrt(Math.max(0, latencyMs.meanSquare - latencyMs.avg ** 2)),
    summary,
  }
}

/** A quantile of the expected responses in milliseconds; 0 when there were none. */
export function quantile({ summary: { latencyMs } }: Measurement, percent: number): number {
  return latencyMs.count === 0 ? 0 : (valueAt(latencyMs.grid, percent) ?? 0)
}
