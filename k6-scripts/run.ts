// The script that k6 runs for `backwright load`. What to do comes as JSON (LT_PLAN), what happened goes out as JSON (LT_SUMMARY).

import { Counter } from 'k6/metrics'
import type { Options } from 'k6/options'
import { askOn } from './lib/asking-on.ts'
import { measuring } from './lib/measuring.ts'
import { next } from './lib/next.ts'
import { outlet } from './lib/outlet.ts'
import { plan } from './lib/plan.ts'
import { hasPulse, tellPulse } from './lib/pulse.ts'
import { send } from './lib/requests.ts'
import { measuredSince, scenario, tags } from './lib/running.ts'
import { executionSegment, scenarios } from './lib/scenarios.ts'
import { type K6Summary, summary } from './lib/summary.ts'

/** Only the first of all runs of this file is asked for them. */
export const options: Options =
  __VU === 0 ? { scenarios: scenarios(plan), ...executionSegment(plan), ...measuring(plan) } : {}

const { shape, blocks } = plan
const scriptErrors = new Counter('lt_script_errors')

const tellsTime = hasPulse || blocks > 0

export default function () {
  try {
    if (tellsTime) tellTime()
    const asking = next()
    askOn(asking, send(asking))
  } catch (error) {
    scriptErrors.add(1)
    throw error
  }
}

/** As often as that a user says that it asks on: to say it each time takes as long as a fifth of a request. */
const pulseMs = 50
let pulsedAt = Number.NEGATIVE_INFINITY
let since: number | undefined

function tellTime(): void {
  since ??= measuredSince()
  if (since === undefined) return
  const ms = Date.now() - since
  if (blocks > 0) tellBlock(ms)
  if (hasPulse && ms - pulsedAt >= pulseMs) {
    pulsedAt = ms
    tellPulse(ms)
  }
}

/** k6 forgets the tags of virtual users that it takes out and puts to work again, as it does when their number changes. */
const keepsTags = shape.kind !== 'users' || shape.users.stages.length === 0
let toldBlock: number | undefined

function tellBlock(ms: number): void {
  const block = blockAt(ms)
  if (keepsTags && block === toldBlock) return
  toldBlock = block
  tags().block = String(block)
}

/** By time, or by number where the time is not known beforehand. */
function blockAt(ms: number): number {
  const share = shape.kind === 'iterations' ? scenario().iterationInTest / shape.iterations : ms / shape.durationMs
  return Math.min(blocks - 1, Math.floor(share * blocks))
}

export function handleSummary(data: K6Summary) {
  return outlet(summary(data, plan))
}
