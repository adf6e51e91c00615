import encoding from 'k6/encoding'
import exec from 'k6/execution'
import { plan } from './plan.ts'

/** Where the summary goes: into the file that backwright waits for or, where it does not, as a line of the log for `load merge` (src/load/log-line.ts). */
export function outlet(summary: object): Record<string, string> {
  if (__ENV.LT_SUMMARY) return { [__ENV.LT_SUMMARY]: JSON.stringify(summary) }
  const { executionSegment, executionSegmentSequence } = exec.test.options
  // Only what a report says: logs are read by many.
  const arms = plan.arms.map(({ name, target: { url, method } }) => ({ name, target: { url, method, headers: {} } }))
  const line = {
    schemaVersion: 1,
    plan: { ...plan, arms },
    summary,
    segment: executionSegment ? { segment: executionSegment, sequence: executionSegmentSequence } : null,
    k6Version: __ENV.LT_K6_VERSION,
  }
  return { stdout: `LTSUM:${encoding.b64encode(JSON.stringify(line))}\n` }
}
