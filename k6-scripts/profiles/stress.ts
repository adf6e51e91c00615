// Stress: where does it bend? The rate goes up in steps, each judged by itself: the first whose limits do not hold is more than the service is made for.
// Stops early when half of all requests fail.
//
//   k6 run -e BASE_URL=http://127.0.0.1:3000 -e RATE=100 -e STEPS=8 stress.ts
//
//   RATE       50    requests a second of the first step, and how many each further one has more
//   STEPS      5
//   STEP       30s   how long each takes
//
// request.ts has what all profiles can be told.

import type { Options, Scenario } from 'k6/options'
import { complete, limits, request, seconds, summaryTrendStats, users, whole } from './request.ts'

const [rate, step] = [whole('RATE', 50), seconds('STEP', '30s')]
const steps = Array.from({ length: whole('STEPS', 5) }, (_, index) => ({
  name: `step_${index + 1}`,
  rate: rate * (index + 1),
  startTime: `${index * step}s`,
}))

export const options: Options = {
  scenarios: Object.fromEntries(
    steps.map(({ name, rate: perSecond, startTime }): [string, Scenario] => [
      name,
      { executor: 'constant-arrival-rate', rate: perSecond, duration: `${step}s`, startTime, ...users(perSecond) },
    ]),
  ),
  thresholds: {
    ...Object.assign(
      {},
      ...steps.map(({ name, rate: perSecond }) => ({ ...limits(name), ...complete(name, perSecond) })),
    ),
    http_req_failed: [{ threshold: 'rate<0.5', abortOnFail: true, delayAbortEval: '10s' }],
  },
  summaryTrendStats,
}

export default function () {
  request()
}
