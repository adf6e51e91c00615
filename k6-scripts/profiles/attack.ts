// Attack: far more than the service is made for. It passes when the service turns most of it away, with 429 or 503, stays up, and afterwards is as good
// as before. Only for services of your own: a host that is not this machine or in a private network has to be named in I_OWN.
//
//   k6 run -e BASE_URL=http://127.0.0.1:3000 attack.ts
//   k6 run -e BASE_URL=https://staging.example.com -e I_OWN=staging.example.com attack.ts
//
//   RATE       20    requests a second, before and after
//   TIMES      50    so many times as much in the attack
//   BEFORE     10s
//   ATTACK     20s
//   RECOVERY   10s   at the usual rate, and not judged
//   AFTER      20s   in which it has to be as good as before
//   BROKEN     1     at most so many percent of the attack end otherwise than good or turned away: other errors, no answer
//   SHED_MS    1000  95 % of those that are turned away are as fast: turning away has to be cheap
//
// request.ts has what all profiles can be told.

import exec from 'k6/execution'
import http from 'k6/http'
import { Rate, Trend } from 'k6/metrics'
import type { Options, Scenario } from 'k6/options'
import { baseUrl, limits, number, request, seconds, summaryTrendStats, text, users, whole } from './request.ts'

const host = baseUrl
  .replace(/^https?:\/\/(?:[^@]*@)*/i, '')
  .replace(/:\d+$/, '')
  .toLowerCase()
const near =
  /^(localhost|127(\.\d{1,3}){3}|\[::1\]|10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2})$/
if (!near.test(host) && text('I_OWN', '').toLowerCase() !== host) {
  throw new Error(`An attack on what is not yours is a crime. If ${host} is yours, say -e I_OWN=${host}`)
}

const [rate, times] = [whole('RATE', 20), whole('TIMES', 50)]
const [before, attack] = [seconds('BEFORE', '10s'), seconds('ATTACK', '20s')]
const [recovery, after] = [seconds('RECOVERY', '10s'), seconds('AFTER', '20s')]

/** The share that was turned away, and how fast. */
const shed = new Rate('shed')
const shedDuration = new Trend('shed_duration', true)
/** Of those, the share that is told when to come again. */
const retryAfter = new Rate('shed_with_retry_after')
const broken = new Rate('broken')

function phase(perSecond: number, start: number, duration: number): Scenario {
  const time = { startTime: `${start}s`, duration: `${duration}s` }
  return { executor: 'constant-arrival-rate', rate: perSecond, ...time, ...users(perSecond) }
}

export const options: Options = {
  scenarios: {
    before: phase(rate, 0, before),
    attack: phase(rate * times, before, attack),
    recovery: phase(rate, before + attack, recovery),
    after: phase(rate, before + attack + recovery, after),
  },
  thresholds: {
    ...limits('before'),
    ...limits('after'),
    'shed{scenario:attack}': ['rate>0'],
    'shed_duration{scenario:attack}': [`p(95)<${number('SHED_MS', 1000)}`],
    'broken{scenario:attack}': [`rate<=${(number('BROKEN', 1) / 100).toFixed(6)}`],
  },
  summaryTrendStats,
}

const answersOfAttack = http.expectedStatuses({ min: 200, max: 399 }, 429, 503)

export default function () {
  if (exec.scenario.name !== 'attack') {
    request()
    return
  }
  const { status, timings, headers } = request({ responseCallback: answersOfAttack })
  const turnedAway = status === 429 || status === 503
  shed.add(turnedAway)
  broken.add(!turnedAway && (status < 200 || status > 399))
  if (!turnedAway) return
  shedDuration.add(timings.duration)
  retryAfter.add(headers['Retry-After'] !== undefined)
}
