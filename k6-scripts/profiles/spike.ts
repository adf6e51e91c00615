// Spike: a newsletter goes out. The usual rate, then many times as much at once, then the usual rate again: is it as before?
//
//   k6 run -e BASE_URL=http://127.0.0.1:3000 -e RATE=50 -e TIMES=20 spike.ts
//
//   RATE       20    requests a second, before and after
//   TIMES      10    so many times as much in the spike
//   BEFORE     20s
//   SPIKE      10s
//   RECOVERY   10s   at the usual rate, and not judged
//   AFTER      30s   in which it has to be as good as before
//   SPIKE_SUCCESS 95 so many percent of the answers are good in the spike itself
//
// request.ts has what all profiles can be told.

import type { Options, Scenario } from 'k6/options'
import { limits, number, request, seconds, summaryTrendStats, users, whole } from './request.ts'

const [rate, times] = [whole('RATE', 20), whole('TIMES', 10)]
const [before, spike] = [seconds('BEFORE', '20s'), seconds('SPIKE', '10s')]
const [recovery, after] = [seconds('RECOVERY', '10s'), seconds('AFTER', '30s')]

function phase(perSecond: number, start: number, duration: number): Scenario {
  const time = { startTime: `${start}s`, duration: `${duration}s` }
  return { executor: 'constant-arrival-rate', rate: perSecond, ...time, ...users(perSecond) }
}

export const options: Options = {
  scenarios: {
    before: phase(rate, 0, before),
    spike: phase(rate * times, before, spike),
    recovery: phase(rate, before + spike, recovery),
    after: phase(rate, before + spike + recovery, after),
  },
  thresholds: {
    ...limits('before'),
    ...limits('after'),
    'http_reqs{scenario:spike}': ['count>0'],
    'http_req_failed{scenario:spike}': [`rate<=${((100 - number('SPIKE_SUCCESS', 95)) / 100).toFixed(6)}`],
    // How it went in the meantime is shown, and not judged.
    'http_req_duration{expected_response:true,scenario:spike}': [],
    'http_req_duration{expected_response:true,scenario:recovery}': [],
  },
  summaryTrendStats,
}

export default function () {
  request()
}
