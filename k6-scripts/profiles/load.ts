// Load: the traffic of a usual day, as strangers send it: at a rate, whether or not earlier requests are answered.
//
//   k6 run -e BASE_URL=http://127.0.0.1:3000 -e RATE=200 load.ts
//
//   RATE       50    requests a second
//   RAMP       30s   to get there; nothing is judged meanwhile
//   DURATION   5m    at that rate
//
// request.ts has what all profiles can be told.

import type { Options } from 'k6/options'
import { complete, limits, request, seconds, summaryTrendStats, users, whole } from './request.ts'

const rate = whole('RATE', 50)
const [ramp, duration] = [seconds('RAMP', '30s'), seconds('DURATION', '5m')]

export const options: Options = {
  scenarios: {
    ramp: {
      executor: 'ramping-arrival-rate',
      startRate: 1,
      stages: [{ target: rate, duration: `${ramp}s` }],
      ...users(rate),
    },
    load: { executor: 'constant-arrival-rate', rate, duration: `${duration}s`, startTime: `${ramp}s`, ...users(rate) },
  },
  thresholds: { ...limits('load'), ...complete('load', rate) },
  summaryTrendStats,
}

export default function () {
  request()
}
