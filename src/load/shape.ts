import { UserError } from '../base/errors.ts'
import { wholeNumberIn } from '../base/number.ts'
import { partsOf } from '../base/text.ts'
import { longestMs, parseDuration } from './parse.ts'
import type { Level, Shape, Stage } from './plan.ts'

export interface ShapeOptions {
  /** Users at the start; in the open model, how many requests may be under way. */
  readonly concurrency?: number | undefined
  readonly durationMs?: number | undefined
  /** Requests per second at the start. */
  readonly rate?: number | undefined
  readonly stages?: readonly Stage[] | undefined
  readonly iterations?: number | undefined
}

export const mostUsers = 10_000
export const mostPerSecond = 100_000
const defaultUsers = 10
/** k6 takes no less. */
const leastMs = 1000
const defaultLongestMs = 600_000

/** Users that an open model has at hand when nobody says: enough for answers that take two seconds, at some 400 kB each. */
const usersPerRate = 2
const mostDefaultUsers = 1000

/** `100`, `100/s` → requests per second. UserError `bad-option`. */
export function parseRate(text: string): number {
  const rate = wholeNumberIn(text.trim().replace(/\s*\/\s*s$/, ''), 1, mostPerSecond)
  if (rate !== undefined) return rate
  throw new UserError(
    'bad-option',
    `${JSON.stringify(text)} is not a rate. Write whole requests per second, from 1 to ${mostPerSecond}: 100 or 100/s.`,
  )
}

/** `10s:50,30s:100` → stages: how long, and the load at their end. UserError `bad-option`. */
export function parseStages(text: string): readonly Stage[] {
  const stages = partsOf(text, ',').map((part) => parseStage(part))
  const totalMs = stages.reduce((sum, { durationMs }) => sum + durationMs, 0)
  if (totalMs > 0 && totalMs <= longestMs) return stages
  const wrong = totalMs > 0 ? 'last longer than a week' : 'take no time'
  throw new UserError('bad-option', `The stages ${JSON.stringify(text)} ${wrong}. Write such as 10s:50,30s:100.`)
}

function parseStage(part: string): Stage {
  const [, time = '', load = ''] = /^([^:]*):\s*([^:]*?)(?:\/s)?$/.exec(part) ?? []
  const target = wholeNumberIn(load, 0, mostPerSecond)
  if (target === undefined) {
    throw new UserError(
      'bad-option',
      `${JSON.stringify(part)} is not a stage. Write how long it takes and the load at its end, separated by commas: 10s:50,30s:100.`,
    )
  }
  return { durationMs: /^0+s?$/.test(time) ? 0 : parseDuration(time), target }
}

/** Flags → the load over time; `defaultMs` is how long it lasts when nothing says so. UserError `bad-option` for flags that contradict each other. */
export function shape(options: ShapeOptions, defaultMs: number): Shape {
  refuseContradictions(options)
  const { concurrency, durationMs, rate, stages = [], iterations } = options
  const lengthMs = stages.length > 0 ? sum(stages.map((stage) => stage.durationMs)) : (durationMs ?? defaultMs)
  if (iterations !== undefined) {
    const users = Math.min(concurrency ?? defaultUsers, iterations)
    return { kind: 'iterations', users, iterations, longestMs: durationMs ?? defaultLongestMs }
  }
  if (rate === undefined) {
    return { kind: 'users', users: { start: concurrency ?? defaultUsers, stages }, durationMs: lengthMs }
  }
  const perSecond = { start: rate, stages }
  const users = concurrency ?? Math.min(mostDefaultUsers, Math.max(defaultUsers, most(perSecond) * usersPerRate))
  const open: Shape = { kind: 'rate', perSecond, users, durationMs: lengthMs }
  if ((planned(open) ?? 0) < 1) throw mistake(`--rate ${rate} for ${lengthMs / 1000} s is not one request. Write more.`)
  return open
}

function refuseContradictions({ durationMs, rate, stages, iterations }: ShapeOptions): void {
  if (stages && durationMs !== undefined) throw mistake('--stages say how long they take. Leave --duration out.')
  if (durationMs !== undefined) refuseMoment('--duration', durationMs)
  if (stages && iterations !== undefined) {
    throw mistake('--stages end with their time and --iterations with their number. Leave one of them out.')
  }
  if (rate !== undefined && iterations !== undefined) {
    throw mistake('--iterations go as fast as they can. Leave them out, and let --rate and --duration make the number.')
  }
  const highest = most({ start: 0, stages: stages ?? [] })
  if (rate === undefined && highest > mostUsers) {
    throw mistake(
      `There are at most ${mostUsers} virtual users, not ${highest}. For stages of requests per second, add --rate.`,
    )
  }
}

/** UserError `bad-option` for a flag's time that is too short for a load. */
export function refuseMoment(flag: '--duration' | '--warmup', ms: number): void {
  if (ms < leastMs) throw mistake(`${flag} ${ms / 1000} is too short: a load takes a second or longer.`)
}

function mistake(message: string): UserError {
  return new UserError('bad-option', message)
}

/** How many requests the shape asks for; undefined where that depends on the answers. */
export function planned(given: Shape): number | undefined {
  switch (given.kind) {
    case 'users':
      return undefined
    case 'iterations':
      return given.iterations
    case 'rate':
      return Math.floor(arrivals(given.perSecond, given.durationMs))
  }
}

function arrivals({ start, stages }: Level, durationMs: number): number {
  if (stages.length === 0) return (start * durationMs) / 1000
  let [total, from] = [0, start]
  for (const { durationMs: ms, target } of stages) {
    total += ((from + target) / 2) * (ms / 1000)
    from = target
  }
  return total
}

/** The most virtual users that are at work at a time. */
export function mostUsersOf(given: Shape): number {
  return given.kind === 'users' ? most(given.users) : given.users
}

export function stagesOf(given: Shape): readonly Stage[] {
  return given.kind === 'users' ? given.users.stages : given.kind === 'rate' ? given.perSecond.stages : []
}

export function isOpen({ kind }: Shape): boolean {
  return kind === 'rate'
}

function most({ start, stages }: Level): number {
  return Math.max(start, ...stages.map(({ target }) => target))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
