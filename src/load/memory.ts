import { UserError } from '../base/errors.ts'
import { count } from '../base/text.ts'
import type { LoadPlan } from './plan.ts'
import { dueIn, usersIn } from './segment.ts'

/**
 * k6 keeps every value of every request until its end, whatever it writes. The most that 2.2.0 took at a time, for 4 to 1,000 users and 20,000 to 300,000
 * requests, with parts and without; docs/guides/load-tests.md says it too.
 */
const programBytes = 70e6
const userBytes = 400_000
const requestBytes = 250
/** Shorter runs are over before anybody's memory is. */
const longMs = 600_000
const muchBytes = 500e6

/** What a run takes at the least: where the number of requests depends on the answers, without them. */
export function runBytes(plan: LoadPlan): number {
  return programBytes + usersIn(plan.shape, plan.segment) * userBytes + (dueIn(plan) ?? 0) * requestBytes
}

/** What to tell of the memory that a run will take; nothing for one that takes little. UserError `no-memory` when the machine cannot hold it. */
export function memoryNote(plan: LoadPlan, freeBytes: number): string | undefined {
  const { shape } = plan
  const due = dueIn(plan)
  const bytes = runBytes(plan)
  if (bytes > freeBytes) throw tooLarge(plan, bytes, freeBytes)
  if (due !== undefined) {
    return bytes < muchBytes
      ? undefined
      : `k6 will take some ${gigabytes(bytes)} of memory, of ${gigabytes(freeBytes)} that are free.`
  }
  if (shape.kind === 'iterations' || shape.durationMs < longMs) return undefined
  const fitting = (freeBytes - bytes) / requestBytes
  const perSecond = Math.floor(fitting / (shape.durationMs / 1000))
  return `k6 keeps some ${requestBytes} bytes a request: ${count(perSecond, 'request')} a second fit into the ${gigabytes(freeBytes)} that are free. Where it may be more, set a --rate.`
}

function tooLarge(plan: LoadPlan, bytes: number, freeBytes: number): UserError {
  const due = dueIn(plan)
  const users = count(usersIn(plan.shape, plan.segment), 'virtual user')
  const what = due === undefined ? users : `${users} and ${count(due, 'request')}`
  const ways = due === undefined ? 'fewer users' : 'a shorter run, a lower rate or fewer users'
  return new UserError(
    'no-memory',
    `${what} would take k6 some ${gigabytes(bytes)} of memory, and ${gigabytes(freeBytes)} are free here. Ask for ${ways}, or let several machines share it with --segment.`,
  )
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
