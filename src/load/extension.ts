import { type Confidence, ofTwoLooks, usual } from './confidence.ts'
import { type Decision, decide } from './decision.ts'
import type { Gate, JudgedGate } from './gate.ts'
import type { LoadPlan, Shape } from './plan.ts'
import { stagesOf } from './shape.ts'
import type { GatesOfRun, Verdict } from './verdict.ts'

/** 20 s become 60 s. */
const mostTimesMore = 2
/** Nobody who asked for an hour waits for two more. */
const longestMs = 120_000

/** Whether gates on two that take turns may be looked at twice; a load in stages would be another one the second time. */
export function isExtensible({ arms, shape }: LoadPlan, { gates }: GatesOfRun): boolean {
  return arms.length > 1 && gates.length > 0 && stagesOf(shape).length === 0
}

/** How sure each look has to be. */
export function confidenceOf(extensible: boolean): Confidence {
  return extensible ? ofTwoLooks : usual
}

/** What there was at the first look. */
export interface FirstLook {
  readonly plan: LoadPlan
  readonly verdict: Pick<Verdict, 'verdict' | 'gates'>
  /** How long the measured part was. */
  readonly measuredMs: number
}

/** The plan with which to go on; undefined where the first look has decided, or where the second one could not be expected to. */
export function extension({ plan, verdict, measuredMs }: FirstLook, { gates }: GatesOfRun): LoadPlan | undefined {
  if (verdict.verdict !== 'INCONCLUSIVE' || measuredMs === 0) return undefined
  const more = Math.min(mostTimesMore, longestMs / measuredMs)
  const expected = verdict.gates.map((judged, index) => expectedOf(judged, gates[index], 1 + more))
  const decides = expected.includes('FAIL') || expected.every((decision) => decision === 'PASS')
  return decides ? { ...plan, shape: times(plan.shape, more) } : undefined
}

/** With so many times the requests intervals are narrower by the square root of it, about values that stay what they are. */
function expectedOf({ verdict, value, interval }: JudgedGate, gate: Gate | undefined, timesAsMany: number): Decision {
  if (verdict === 'PASS' || verdict === 'FAIL') return verdict
  if (!gate || !interval) return 'INCONCLUSIVE'
  const [low, high] = interval.map((end) => (end === null ? undefined : value + (end - value) / Math.sqrt(timesAsMany)))
  return decide({ low, high }, gate.operator, gate.limit)
}

/** The same load for so many times as long. */
function times(shape: Shape, number: number): Shape {
  if (shape.kind !== 'iterations') return { ...shape, durationMs: Math.round(shape.durationMs * number) }
  const { iterations, longestMs: longest } = shape
  return { ...shape, iterations: Math.ceil(iterations * number), longestMs: Math.ceil(longest * number) }
}
