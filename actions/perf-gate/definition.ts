import type { ActionDefinition } from '../definition.ts'
import { inputs } from './inputs.ts'

export const perfGateDefinition: ActionDefinition<typeof inputs> = {
  id: 'perf-gate',
  name: 'backwright performance gate',
  description: 'Starts a service, loads it with k6, and judges the measurement by gates that know how sure they are.',
  icon: 'activity',
  color: 'blue',
  inputs,
  outputs: {
    verdict:
      '`PASS`, `FAIL`, `INCONCLUSIVE`, `INVALID`, or `error` when nothing could be measured. Of several addresses, the worst.',
    'p99-ms': 'The 99th percentile of the latency in milliseconds. Of several addresses, the worst.',
    'success-percent': 'The share of successful requests. Of several addresses, the worst.',
    report: 'The report as a JSON file.',
    html: 'The page of HTML with charts, a file beside the report; of several addresses, one a line.',
    'comment-url': 'The address of the comment, when there is one.',
    'issue-url': 'The address of the issue that a failing scheduled run opens.',
  },
}
