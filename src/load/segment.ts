import { UserError } from '../base/errors.ts'
import { wholeNumberIn } from '../base/number.ts'
import { count } from '../base/text.ts'
import type { LoadPlan, Segment, Shape } from './plan.ts'
import { mostUsersOf, planned } from './shape.ts'

/** Each is a process of its own, and its report a file to merge. */
export const mostSegments = 100

/** `1/3` → the first of three. UserError `bad-option`. */
export function parseSegment(text: string): Segment {
  const [, first = '', second = ''] = /^(\d+)\/(\d+)$/.exec(text.trim()) ?? []
  const of = wholeNumberIn(second, 1, mostSegments)
  const index = of === undefined ? undefined : wholeNumberIn(first, 1, of)
  if (of !== undefined && index !== undefined) return { index, of }
  throw new UserError(
    'bad-option',
    `${JSON.stringify(text)} is not a segment. Write which of how many, at most ${mostSegments}: 1/3 is the first of three.`,
  )
}

/** `1/3`. */
export function segmentText({ index, of }: Segment): string {
  return `${index}/${of}`
}

/** How many of the users fall to a segment. k6 deals them out one by one, in turns, so the shares are the whole. */
export function usersIn(shape: Shape, segment: Segment | undefined): number {
  const users = mostUsersOf(shape)
  return segment
    ? (dealt(
        users,
        Array.from({ length: segment.of }, () => 1),
      )[segment.index - 1] ?? 0)
    : users
}

/** How many requests a run is to make; undefined where that depends on the answers. A segment has them in proportion to its users, as k6 does. */
export function dueIn({ shape, segment }: Pick<LoadPlan, 'shape' | 'segment'>): number | undefined {
  const whole = planned(shape)
  if (whole === undefined || !segment) return whole
  const users = Array.from({ length: segment.of }, (_, index) => usersIn(shape, { index: index + 1, of: segment.of }))
  return dealt(whole, users)[segment.index - 1]
}

/**
 * A number dealt out by weights, as k6 does it: in rounds in which each gets as many as its weight, as evenly as can be, the heavier ones first. What
 * is over goes to those whose turn comes first in a round.
 */
export function dealt(whole: number, weights: readonly number[]): readonly number[] {
  const divisor = weights.reduce(greatestCommonDivisor, 0)
  const shares = weights.map((weight) => weight / divisor)
  const round = shares.reduce((sum, share) => sum + share, 0)
  const order = shares.map((_, index) => index).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0))
  const over = shares.map(() => 0)
  for (let turn = 0; turn < whole % round; turn++) {
    const next = order.find((index) => turn * (shares[index] ?? 0) >= (over[index] ?? 0) * round && shares[index] !== 0)
    if (next !== undefined) over[next] = (over[next] ?? 0) + 1
  }
  return shares.map((share, index) => Math.floor(whole / round) * share + (over[index] ?? 0))
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** A segment that has nothing to do is no part of a measurement. UserError `bad-option`. */
export function refuseIdle(shape: Shape, segment: Segment): void {
  const needs = [
    [mostUsersOf(shape), 'virtual user', '-c'],
    [planned(shape) ?? segment.of, 'request', shape.kind === 'iterations' ? '--iterations' : '--rate'],
  ] as const
  for (const [whole, noun, flag] of needs) {
    if (whole >= segment.of) continue
    const message = `--segment ${segmentText(segment)}: ${count(whole, noun)} cannot be shared by ${segment.of}. Raise ${flag}, or make fewer segments.`
    throw new UserError('bad-option', message)
  }
}
