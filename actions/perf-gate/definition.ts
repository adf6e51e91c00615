import { parseGate } from '../../src/load/gate.ts'
import { parseDuration, parseHeader } from '../../src/load/parse.ts'
import type { ActionDefinition } from '../definition.ts'
import { asIs, between, lines, oneOf } from '../input.ts'
import { reportingInputs } from '../reporting-inputs.ts'

const inputs = {
  url: {
    description:
      'What to load, such as `http://127.0.0.1:3000/users`. Several, one a line, are loaded one after the other.',
    parse: lines,
  },
  start: {
    description:
      'The command that starts the service, in bash. It is stopped, with all that it has started, at the end.',
    parse: asIs,
  },
  'wait-on': {
    description:
      'Addresses that must answer before the load, one a line. By default those of `url`, when there is a `start`.',
    parse: lines,
  },
  'wait-timeout': {
    description: 'How long to wait for them.',
    default: '60s',
    parse: parseDuration,
  },
  gates: {
    description:
      'Conditions, one a line: `p99<200`, `success>99.5%`. By default those of a production service: `p99<200`, `success>99.5%`, `duration>=60s`.',
    parse: (text: string) => lines(text).map((line) => parseGate(line).text),
  },
  duration: {
    description: 'The measured part: `30s`, `1m30s`.',
    default: '60s',
    parse: parseDuration,
  },
  warmup: {
    description: 'Load beforehand that counts for nothing, such as `10s`.',
    parse: (text: string) => (text === '' ? 0 : parseDuration(text)),
  },
  concurrency: {
    description: 'Virtual users, each with one request under way.',
    default: '10',
    parse: between(1, 10_000),
  },
  method: {
    description: 'The HTTP method.',
    default: 'GET',
    parse: oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
  },
  headers: {
    description: 'Headers of every request, one a line: `Name: value`.',
    parse: (text: string) => lines(text).map((line) => parseHeader(line).join(': ')),
  },
  body: {
    description: 'The body of every request.',
    parse: asIs,
  },
  'fail-on': {
    description:
      '`warning`: fail unless every gate is decided and holds. `error`: let an undecided gate pass. `never`: only report.',
    default: 'warning',
    parse: oneOf('error', 'warning', 'never'),
  },
  ...reportingInputs,
} as const

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
    'comment-url': 'The address of the comment, when there is one.',
    'issue-url': 'The address of the issue that a failing scheduled run opens.',
  },
}
