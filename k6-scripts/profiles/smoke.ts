// Smoke: does it answer at all? A few seconds, one user, and not one failure. Run it after every deployment and before every other profile.
//
//   k6 run -e BASE_URL=http://127.0.0.1:3000 -e PATHS='/health /users' smoke.ts
//
//   VUS        1     users, each of which waits for its answer
//   DURATION   10s
//
// request.ts has what all profiles can be told.

import type { Options } from 'k6/options'
import { limits, request, seconds, summaryTrendStats, whole } from './request.ts'

export const options: Options = {
  scenarios: { smoke: { executor: 'constant-vus', vus: whole('VUS', 1), duration: `${seconds('DURATION', '10s')}s` } },
  thresholds: { ...limits('smoke'), http_req_failed: ['rate==0'] },
  summaryTrendStats,
}

export default function () {
  request()
}
