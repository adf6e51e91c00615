// The script that k6 runs for `backwright load --expect-rate-limit`: one client asks until it is refused, and then does as it is told. A second
// virtual user is another client. What happens is printed (src/load/rate-limit/event.ts), because the summary keeps numbers only.

import { sleep } from 'k6'
import exec from 'k6/execution'
import { Counter } from 'k6/metrics'
import type { Options } from 'k6/options'
import type { Answer, Burst } from '../src/load/rate-limit/event.ts'
import { askAgain, askAsOther, firstClient, graceMs, tell, waitUntil } from './lib/asking.ts'
import { burst, tightest } from './lib/burst.ts'
import { measuring } from './lib/measuring.ts'
import { rateLimitPlan as plan } from './lib/plan.ts'
import { recover } from './lib/recovery.ts'
import { tagsOf } from './lib/scenarios.ts'
import { type K6Summary, summary } from './lib/summary.ts'
import { checkWindow, isSoon, toldAgainAt } from './lib/window.ts'

const clients = plan.rateLimit.other ? 2 : 1
const slackMs = 10_000

/** Only the first of all runs of this file is asked for them. */
export const options: Options =
  __VU > 0
    ? {}
    : {
        scenarios: {
          measured: {
            executor: 'per-vu-iterations',
            tags: tagsOf(plan.arms),
            vus: clients,
            iterations: 2,
            maxDuration: `${plan.shape.longestMs + 2 * plan.timeoutMs + slackMs}ms`,
          },
        },
        batch: plan.shape.users,
        batchPerHost: plan.shape.users,
        ...measuring(plan),
      }

const scriptErrors = new Counter('lt_script_errors')
let found: Burst | undefined

/** The clients take turns: the first one until it is refused, the other one, the first one again. */
export default function () {
  try {
    const turn = exec.vu.iterationInScenario
    if (exec.vu.idInTest === 1) (turn === 0 ? search : afterwards)()
    else if (turn === 0) otherTurn()
  } catch (error) {
    scriptErrors.add(1)
    throw error
  }
}

function search(): Burst {
  found = burst()
  tell(found)
  return found
}

function otherTurn(): void {
  waitForTurns(1)
  const { target } = firstClient()
  const { other } = plan.rateLimit
  const headers = other?.by === 'headers' ? other.headers : target.headers
  tell({ kind: 'other', answer: askAsOther({ ...target, headers }) })
}

function afterwards(): void {
  waitForTurns(clients)
  const refusal = found?.ending
  if (!found || refusal?.status !== 429) return
  const confirmation = clients > 1 ? askAgain() : undefined
  if (confirmation) tell({ kind: 'confirmation', answer: confirmation })
  const answer = recover(confirmation?.status === 429 ? confirmation : refusal, found.limit, 'search')
  if (!answer?.served) return
  if (isOff(found)) searchAgain(found, answer)
  else checkWindow(found, confirmation?.served ? [confirmation, answer] : [answer])
}

/** What was left of a window, or the border between two, gives another number; a burst after a whole window tells. */
function searchAgain({ limit }: Burst, answer: Answer): void {
  const windowMs = limit?.windowMs ?? tightest(answer.told.policies)?.resetMs
  if (windowMs == null || !waitUntil(answer.receivedAt + windowMs + graceMs, 'burst')) return
  const second = search()
  if (second.ending?.status !== 429 || isOff(second) || !isSoon(second, toldAgainAt(second.ending))) return
  const again = recover(second.ending, limit, 'second')
  if (again?.served) checkWindow(second, [again])
}

function isOff({ limit, served, servedInWindow }: Burst): boolean {
  return served === 0 || (limit !== null && servedInWindow !== limit.requests)
}

/** The clients share nothing but the number of iterations that are done. */
function waitForTurns(done: number): void {
  while (exec.instance.iterationsCompleted < done) sleep(0.005)
}

export function handleSummary(data: K6Summary) {
  return { [__ENV.LT_SUMMARY as string]: JSON.stringify(summary(data, plan)) }
}
