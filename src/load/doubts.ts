import { count } from '../base/text.ts'
import { contention, saturation } from './client.ts'
import { failing } from './comparison.ts'
import { differsFromItself, type Turns } from './interleaved.ts'
import type { Measurement } from './measurement.ts'
import type { Measured, Observation } from './observation.ts'
import type { LoadPlan } from './plan.ts'
import type { Reason } from './reason.ts'
import { dueIn, usersIn } from './segment.ts'
import { stallOf } from './stall.ts'
import { strangeAnswers } from './strange-answers.ts'

/** More of the open model's requests not made than this, and their latencies are no longer those of the load that was asked for. */
export const tolerableDrops = 0.001
const tolerableShortfall = 0.05
/** A busy machine may hold k6 up for a moment, and what is due at the very end is then never made. */
const momentMs = 250

/** Why a run is no measurement, whatever its numbers say. */
export function* doubts(observation: Observation): Iterable<Reason> {
  yield* broken(observation)
  const { plan, ending, measured } = observation
  if (!measured) return
  if (measured.subject.requests > 0) yield* unasked(plan, measured)
  if (!ending.interrupted) yield* shortfall(plan, measured)
  yield* saturation(measured.client)
  if (measured.turns) {
    // Who fails is known all the same.
    if (failing(measured.turns.base, measured.turns.candidate) === null) yield* contention(measured.client)
    yield* noise(measured.turns)
  }
  yield* strangeAnswers(measured, plan)
  yield* standstill(measured, plan)
}

/** Why a run says nothing at all, however little was asked of it. */
export function* broken({ ending, measured }: Observation): Iterable<Reason> {
  const { exitCode, interrupted, errors } = ending
  if (interrupted) yield { code: 'interrupted', message: 'The run was interrupted before its end.' }
  else if (exitCode !== 0 || !measured) {
    yield { code: 'k6-failed', message: endingText(ending, measured !== undefined) }
  }
  if (!measured) return
  if (measured.scriptErrors > 0) {
    const detail = errors[0] ? ` The first: ${errors[0]}` : ''
    yield { code: 'script-error', message: `The script threw in ${measured.scriptErrors} iterations.${detail}` }
  }
  const { subject, turns } = measured
  for (const arm of turns ? [turns.base, turns.candidate] : [subject]) yield* silence(arm)
}

/** `k6 ended with exit code 107: there is no such file`. */
export function endingText({ exitCode, errors }: Pick<Observation['ending'], 'exitCode' | 'errors'>, whole: boolean) {
  const how = `k6 ended with exit code ${exitCode}${whole ? '' : ' and left no whole summary'}`
  return errors[0] ? `${how}: ${errors[0]}` : `${how}.`
}

function* silence({ requests, answered, failures }: Measurement): Iterable<Reason> {
  if (requests === 0) yield { code: 'no-requests', message: 'Not one request was made in the measured part.' }
  else if (answered === 0) {
    const why = failures.map(({ label, count: number }) => `${label}: ${number}`).join(', ')
    yield {
      code: 'nothing-answered',
      message: `None of ${requests} requests was answered (${why}). Is the service up?`,
    }
  }
}

/** A gate on nothing would hold. */
function* unasked({ arms }: LoadPlan, { endpoints }: Measured): Iterable<Reason> {
  const names = (arms.at(-1)?.endpoints ?? []).flatMap(({ method, path }, index) =>
    endpoints[index]?.requests === 0 ? [`${method} ${path}`] : [],
  )
  if (names.length === 0) return
  const message = `Not one request was made to ${names.join(', ')} in the measured part. Run it longer, or load fewer operations at a time.`
  yield { code: 'no-requests', message }
}

/** Whether the load was the one that was asked for. */
function* shortfall(plan: LoadPlan, { dropped, requests, subject }: Measured): Iterable<Reason> {
  const { shape, segment } = plan
  const due = dueIn(plan)
  if (due === undefined || requests === 0) return
  const made = `${requests} of ${due} requests were made, ${(requests / (subject.steadyMs / 1000)).toFixed(1)} a second`
  if (shape.kind === 'iterations' && dropped > 0) {
    const message = `${made}, in ${shape.longestMs / 1000} s. Give them more time with --duration, or ask for fewer.`
    yield { code: 'dropped-iterations', message }
  } else if (dropped / (requests + dropped) > tolerableDrops) {
    const users = count(usersIn(shape, segment), 'virtual user')
    const message = `${made}: when the others were due, all of ${users} waited for an answer. The service is too slow for this rate, or -c too small.`
    yield { code: 'dropped-iterations', message }
  } else if (due - requests > due * Math.max(tolerableShortfall, momentMs / subject.steadyMs)) {
    const message = `${made}: k6 could not keep up. Use a lower rate or a larger machine.`
    yield { code: 'rate-not-reached', message }
  }
}

/** Each against itself, which nothing but chance or the machine can tell apart. */
function* noise(turns: Turns): Iterable<Reason> {
  const names = differsFromItself(turns)
  if (names.length === 0) return
  const message = `Base and candidate differ from themselves in ${names.join(', ')}: the machine or the service is not steady enough. Run it longer, or on a quieter one.`
  yield { code: 'control-differs', message }
}

function* standstill(measured: Measured, plan: LoadPlan): Iterable<Reason> {
  const found = stallOf(measured, plan)
  if (!found) return
  const [from, to] = [found.fromMs, found.toMs].map((ms) => `${(ms / 1000).toFixed(1)} s`)
  const message = `From ${from} to ${to} of the run nothing was answered. All users waited and asked nothing, so the numbers are of the rest of the time. With --rate requests go on.`
  yield { code: 'stalled', message }
}
