// Soak: does it still answer after hours as in the first minutes? Finds what grows: memory, connections, tables, log files.
// The first and the last tenth are judged by themselves, and shown side by side.
//
//   k6 run -e BASE_URL=http://127.0.0.1:3000 -e RATE=100 -e DURATION=4h soak.ts
//
//   RATE       50    requests a second
//   DURATION   1h
//   MEMORY_MB  2000  what k6 may take: it keeps some 250 bytes of every request until its end, and a run that needs more is refused
//
// request.ts has what all profiles can be told.

import type { Options, Scenario } from 'k6/options'
import { complete, limits, number, request, seconds, summaryTrendStats, users, whole } from './request.ts'

const [rate, duration] = [whole('RATE', 50), seconds('DURATION', '1h')]
const tenth = Math.floor(duration / 10)
if (tenth < 1) throw new Error('DURATION has to be 10s or more: the first and the last tenth are judged by themselves.')

const neededMb = Math.ceil((70e6 + users(rate).maxVUs * 400e3 + rate * duration * 250) / 1e6)
if (neededMb > number('MEMORY_MB', 2000)) {
  throw new Error(
    `k6 would take some ${neededMb} MB. Lower RATE or DURATION, or say -e MEMORY_MB=${neededMb} where there is as much.`,
  )
}

function part(start: number, length: number): Scenario {
  const time = { startTime: `${start}s`, duration: `${length}s`, gracefulStop: '30s' }
  return { executor: 'constant-arrival-rate', rate, ...time, ...users(rate) }
}

export const options: Options = {
  scenarios: { first: part(0, tenth), middle: part(tenth, duration - 2 * tenth), last: part(duration - tenth, tenth) },
  thresholds: Object.assign(
    {},
    ...['first', 'middle', 'last'].map((name) => ({ ...limits(name), ...complete(name, rate) })),
  ),
  // Nobody looks into the answers, and every tag costs memory.
  discardResponseBodies: true,
  systemTags: ['status', 'error_code', 'expected_response', 'scenario', 'name'],
  summaryTrendStats,
}

/** k6 has it, and its types do not. */
declare const console: { info(message: string): void }

export function setup() {
  console.info(`k6 will take some ${neededMb} MB of memory.`)
}

export default function () {
  request()
}
