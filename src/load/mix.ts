import { randomFrom, shuffled } from '../base/random.ts'
import type { PlannedRequest } from './plan.ts'

/**
 * The requests of each endpoint → the order in which they are made, over and over: in every round each endpoint has one, in an order that is random
 * but the same for the same seed, and each of its requests comes in turn.
 */
export function mix(ofEndpoints: readonly (readonly PlannedRequest[])[], seed: number): readonly PlannedRequest[] {
  const random = randomFrom(`${seed} order`)
  const rounds = Math.max(0, ...ofEndpoints.map(({ length }) => length))
  return Array.from({ length: ofEndpoints.length > 1 ? Math.max(rounds, leastRounds) : rounds }).flatMap((_, round) =>
    shuffled(ofEndpoints, random).flatMap((requests) => requests[round % requests.length] ?? []),
  )
}

/** Enough orders that none of the users and none of the endpoints keep step. */
const leastRounds = 20
