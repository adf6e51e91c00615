import type { Arm } from '../../src/load/plan.ts'
import { plan } from './plan.ts'
import { hasMany, requestOfTurn } from './planned-requests.ts'
import { type Asking, asking } from './requests.ts'
import { scenario, tags } from './running.ts'
import { halves } from './subsets.ts'
import { turn } from './turns.ts'

const { arms } = plan
/** The request of a plan that has no other, once it is made. */
let only: Asking | undefined

/** The request whose turn it is in this iteration. */
export function next(): Asking {
  if (only) return only
  if (arms.length > 1) return ofArm(armInTurn())
  if (!hasMany) {
    only = ofArm(0)
    return only
  }
  const asking = requestOfTurn(scenario().iterationInTest, armAt(0))
  const { endpoint } = asking.way
  if (endpoint !== undefined) tags().endpoint = endpoint
  return asking
}

/** Its place in the plan. */
function armInTurn(): number {
  const place = turn(scenario().iterationInTest, arms.length * halves.length, plan.seed)
  tags().half = String(Math.floor(place / arms.length))
  return place % arms.length
}

const askings: Asking[] = []

function ofArm(place: number): Asking {
  const made = askings[place] ?? asking(armAt(place))
  askings[place] = made
  return made
}

function armAt(place: number): Arm {
  const arm = arms[place]
  if (!arm) throw new Error('The plan has no such arm.')
  return arm
}
