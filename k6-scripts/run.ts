// The script that k6 runs for `backwright load`. What to do comes as JSON (LT_PLAN), what happened goes out as JSON (LT_SUMMARY).

import { Counter } from 'k6/metrics'
import type { Options } from 'k6/options'
import type { Arm } from '../src/load/plan.ts'
import { measuring } from './lib/measuring.ts'
import { outlet } from './lib/outlet.ts'
import { plan } from './lib/plan.ts'
import { hasMany, requestOfTurn } from './lib/planned-requests.ts'
import { hasPulse, tellPulse } from './lib/pulse.ts'
import { type Asking, send } from './lib/requests.ts'
import { measuredSince, scenario, tags } from './lib/running.ts'
import { executionSegment, scenarios } from './lib/scenarios.ts'
import { halves } from './lib/subsets.ts'
import { type K6Summary, summary } from './lib/summary.ts'
import { turn } from './lib/turns.ts'

/** Only the first of all runs of this file is asked for them. */
export const options: Options =
  __VU === 0 ? { scenarios: scenarios(plan), ...executionSegment(plan), ...measuring(plan) } : {}

const { arms } = plan
const scriptErrors = new Counter('lt_script_errors')

export default function () {
  try {
    if (hasPulse || plan.blocks > 0) tellTime()
    const arm = arms.length > 1 ? armInTurn() : arms[0]
    if (!arm) throw new Error('The plan has no arm.')
    send(next(arm))
  } catch (error) {
    scriptErrors.add(1)
    throw error
  }
}

function armInTurn(): Arm | undefined {
  const place = turn(scenario().iterationInTest, arms.length * halves.length, plan.seed)
  tags().half = String(Math.floor(place / arms.length))
  return arms[place % arms.length]
}

function tellTime(): void {
  const since = measuredSince()
  if (since === undefined) return
  const ms = Date.now() - since
  if (hasPulse) tellPulse(ms)
  if (plan.blocks > 0) tellBlock(ms)
}

const { shape, blocks } = plan
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

/** The next of many requests, or the only one. */
function next(arm: Arm): Asking {
  if (!hasMany) return arm
  const asked = requestOfTurn(scenario().iterationInTest, arm)
  tags().endpoint = asked.endpoint
  return asked
}

export function handleSummary(data: K6Summary) {
  return outlet(summary(data, plan))
}
