import type { Options, Scenario } from 'k6/options'
import type { Arm, Level, LoadPlan, Shape } from '../../src/load/plan.ts'

/** The plan's load, after its warm-up, in the words of k6. */
export function scenarios({ shape, warmupMs, timeoutMs, arms }: LoadPlan): Record<string, Scenario> {
  // A request that is under way at the end is waited for, else only the fast ones would count.
  const gracefulStop = `${timeoutMs + 1000}ms`
  const common = { gracefulStop, tags: tagsOf(arms) }
  const measured = { ...executor(shape, gracefulStop), startTime: `${warmupMs}ms`, ...common }
  if (warmupMs === 0) return { measured }
  return { warmup: { ...executor(steady(shape, warmupMs), gracefulStop), ...common }, measured }
}

/** Of the only arm; several take turns, and each request says whose it is. */
export function tagsOf([first, ...others]: readonly Arm[]): Record<string, string> {
  return first && others.length === 0 ? { arm: first.name } : {}
}

/** Which part of it is this machine's, in the words of k6, which shares users and requests out. */
export function executionSegment({
  segment,
}: LoadPlan): Pick<Options, 'executionSegment' | 'executionSegmentSequence'> {
  if (!segment) return {}
  const { index, of } = segment
  const ends = Array.from({ length: of + 1 }, (_, end) => `${end}/${of}`)
  return { executionSegment: `${ends[index - 1]}:${ends[index]}`, executionSegmentSequence: ends.join(',') }
}

/** The load with which a shape starts, kept up. */
function steady(shape: Shape, durationMs: number): Shape {
  const alike = (level: Level): Level => ({ start: level.start, stages: [] })
  switch (shape.kind) {
    case 'users':
      return { ...shape, users: alike(shape.users), durationMs }
    case 'rate':
      return { ...shape, perSecond: alike(shape.perSecond), durationMs }
    case 'iterations':
      return { kind: 'users', users: { start: shape.users, stages: [] }, durationMs }
  }
}

function executor(shape: Shape, gracefulRampDown: string): Scenario {
  switch (shape.kind) {
    case 'users': {
      const { start, stages } = shape.users
      if (stages.length === 0) return { executor: 'constant-vus', vus: start, duration: `${shape.durationMs}ms` }
      return { executor: 'ramping-vus', startVUs: start, stages: inWords(shape.users), gracefulRampDown }
    }
    case 'rate': {
      const { perSecond, users, durationMs } = shape
      // All at hand from the start: k6 starts late ones one at a time (https://github.com/grafana/k6/issues/2837).
      const common = { timeUnit: '1s', preAllocatedVUs: users, maxVUs: users }
      if (perSecond.stages.length === 0) {
        return { ...common, executor: 'constant-arrival-rate', rate: perSecond.start, duration: `${durationMs}ms` }
      }
      const { start: startRate } = perSecond
      return { ...common, executor: 'ramping-arrival-rate', startRate, stages: inWords(perSecond) }
    }
    case 'iterations': {
      const { users: vus, iterations, longestMs } = shape
      return { executor: 'shared-iterations', vus, iterations, maxDuration: `${longestMs}ms` }
    }
  }
}

function inWords({ stages }: Level): { duration: string; target: number }[] {
  return stages.map(({ durationMs, target }) => ({ duration: `${durationMs}ms`, target }))
}
