import { UserError } from '../base/errors.ts'
import { count } from '../base/text.ts'
import { type Gate, parseGate } from '../load/gate.ts'
import { loggedRuns } from '../load/log-line.ts'
import { type Merged, merge } from '../load/merge.ts'
import { observe } from '../load/observation.ts'
import { type Part, parsePart } from '../load/part.ts'
import { recommendations } from '../load/recommendations.ts'
import { refuseUnlike } from '../load/same-plan.ts'
import { mostSegments } from '../load/segment.ts'
import { successIn } from '../load/success.ts'
import { judgeGates, verdictOf } from '../load/verdict.ts'
import type { World } from '../ports/world.ts'
import { gatesOf } from './load-gates.ts'
import { loadResult, periodOf } from './load-judged.ts'
import type { LoadResult } from './load-result.ts'
import { targetOf } from './load-target.ts'

export interface LoadMergeOptions {
  /** Reports that `load` has written. */
  readonly files: readonly string[]
  /** Without any, those of the runs. */
  readonly gates: readonly string[]
  readonly gatesFile?: string | undefined
  readonly production: boolean
}

/** Makes one measurement of several runs of one plan, and judges it. UserErrors: `bad-option`, `bad-input`, `missing-file`. */
export async function loadMerge(
  options: LoadMergeOptions,
  world: Pick<World, 'files' | 'input' | 'log'>,
): Promise<LoadResult> {
  const parts: Part[] = []
  for (const file of options.files) parts.push(...partsIn(await world.files.read(file), file))
  if (parts.length > mostSegments) {
    throw new UserError('bad-option', `At most ${mostSegments} runs can be merged, not ${parts.length}.`)
  }
  refuseUnlike(parts)
  const gates = await gatesOfMerge(options, parts, world)
  world.log.info(`Merging ${count(parts.length, 'run')} ...`)
  return resultOf(parts, merge(parts), gates)
}

/** One report, or the log of any number of runs. */
function partsIn(text: string, file: string): readonly Part[] {
  const runs = loggedRuns(text, file)
  if (runs.length === 0) return [parsePart(text, file)]
  return runs.map(({ plan, summary, k6Version }, index) => {
    const binary = { version: k6Version, path: 'k6' }
    const observation = observe(plan, { summary, exitCode: 0, interrupted: false, printed: [], errors: [] })
    const report = loadResult(observation, { gates: [], ofEndpoints: [], saved: undefined, binary })
    return parsePart(JSON.stringify(report), runs.length === 1 ? file : `${file} (run ${index + 1})`)
  })
}

async function gatesOfMerge(
  { gates, gatesFile, production }: LoadMergeOptions,
  parts: readonly Part[],
  world: Pick<World, 'files' | 'input' | 'log'>,
): Promise<readonly Gate[]> {
  const target = parts.flatMap(({ targets }) => targets)[0]
  if (gates.length === 0 && gatesFile === undefined && !production) return refuseBase(gatesOfRuns(parts))
  // A gates file is about addresses, and without one nothing was measured that a gate could decide.
  const asked = { gates, production, gatesFile: target && gatesFile }
  const { gates: own } = await gatesOf({ url: target?.url ?? '', method: target?.method ?? '', ...asked }, [], world)
  return refuseBase(own)
}

/** Each gate once, though every run has it. */
function gatesOfRuns(parts: readonly Part[]): readonly Gate[] {
  const texts = parts.flatMap(({ gates, file }) => gates.map(({ gate }) => [gate, file] as const))
  return [...new Map(texts)].map(([gate, file]) => {
    try {
      return parseGate(gate)
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause
      throw new UserError('bad-input', `${file}: ${cause.message}`, { cause, where: { file } })
    }
  })
}

function refuseBase(gates: readonly Gate[]): readonly Gate[] {
  const first = gates.find(({ ofBase }) => ofBase)
  if (!first) return gates
  throw new UserError(
    'bad-option',
    `The gate ${first.text} needs a base, and merged runs have none. Set a limit of its own.`,
  )
}

function resultOf(parts: readonly Part[], merged: Merged, gates: readonly Gate[]): LoadResult {
  const { subject, period, durationMs, dropped, client, doubts } = merged
  const {
    verdict,
    reasons,
    gates: judged,
  } = verdictOf(judgeGates(gates, subject), doubts, subject && successIn(subject, gates))
  const target = parts.flatMap(({ targets }) => targets)[0]
  const load = loadOf(parts)
  const names = { users: load.concurrency, timeoutMs: load.plan.timeoutMs }
  return {
    schemaVersion: 1,
    command: 'load merge',
    verdict,
    reasons: [...reasons],
    gates: judged.map((gate) => ({ ...gate, interval: gate.interval && [...gate.interval] })),
    targets: subject && target ? [targetOf(target, subject, [])] : [],
    durationMs,
    measuredAt: period ? periodOf(period) : null,
    ...load,
    dropped,
    client: client ? { ...client } : null,
    parts: parts.map(partOf),
    recommendations: subject ? [...recommendations(subject, names)] : [],
    k6: { version: each(parts, ({ k6 }) => k6.version), path: each(parts, ({ k6 }) => k6.path) },
  }
}

/** The load of all together: segments share one, and whole runs add up. */
function loadOf(parts: readonly Part[]): Pick<Part, 'concurrency' | 'model' | 'plan'> {
  const [first] = parts
  if (!first) throw new Error('There is something to merge.')
  const { plan, concurrency, model } = first
  const times = plan.segment ? 1 : parts.length
  const requests = parts.flatMap((part) => part.plan.requests ?? [])
  return {
    concurrency: concurrency * times,
    model,
    plan: {
      ...plan,
      ratePerSecond: plan.ratePerSecond === null ? null : plan.ratePerSecond * times,
      stages: plan.stages.map(({ durationMs, target }) => ({ durationMs, target: target * times })),
      requests: requests.length === 0 ? null : requests.reduce((total, number) => total + number, 0),
      segment: null,
    },
  }
}

function partOf({ file, verdict, plan, targets, measuredAt }: Part): NonNullable<LoadResult['parts']>[number] {
  const requests = targets.reduce((total, target) => total + target.requests.total, 0)
  const durationMs = measuredAt ? measuredAt.to - measuredAt.from : 0
  return { file, verdict, segment: plan.segment, requests, durationMs }
}

function each(parts: readonly Part[], text: (part: Part) => string): string {
  return [...new Set(parts.map(text))].join(', ')
}
