import { count } from '../base/text.ts'
import { confidenceOf, extension } from '../load/extension.ts'
import { joined } from '../load/joined.ts'
import { runBytes } from '../load/memory.ts'
import { observe } from '../load/observation.ts'
import type { LoadPlan } from '../load/plan.ts'
import type { K6Run } from '../ports/k6.ts'
import type { World } from '../ports/world.ts'
import { type JudgedBy, loadResult } from './load-judged.ts'
import type { LoadResult } from './load-result.ts'

export interface Measuring extends Pick<World, 'machine' | 'log'> {
  readonly plan: LoadPlan
  readonly run: (plan: LoadPlan) => Promise<K6Run>
  /** Whether to go on once where nothing is decided and that can be expected to decide it. */
  readonly mayExtend: boolean
}

/** Runs a plan, and judges it. */
export async function measure(
  { plan, run, mayExtend, machine, log }: Measuring,
  by: Omit<JudgedBy, 'confidence'>,
): Promise<LoadResult> {
  const surely = { ...by, confidence: confidenceOf(mayExtend) }
  const first = observe(plan, await run(plan))
  const result = loadResult(first, surely)
  const more = mayExtend ? extension({ plan, verdict: result, measuredMs: result.durationMs }, by) : undefined
  if (!more || runBytes(more) > machine.freeMemory()) return result
  const undecided = result.gates.filter(({ verdict }) => verdict === 'INCONCLUSIVE').map(({ gate }) => gate)
  const after = `${(result.durationMs / 1000).toFixed(1)} s`
  log.info(`Not decided after ${after}: ${undecided.join(', ')}. Going on ${lengthOf(more)} ...`)
  return loadResult(joined(first, observe(more, await run(more))), surely)
}

function lengthOf({ shape, warmupMs }: LoadPlan): string {
  if (shape.kind === 'iterations') return `for ${count(shape.iterations, 'request')} more`
  const again = warmupMs > 0 ? `, after ${warmupMs / 1000} s of warm-up` : ''
  return `for ${shape.durationMs / 1000} s more${again}`
}
