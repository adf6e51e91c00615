import { count } from '../base/text.ts'
import type { LoadResult } from './load-result.ts'

/** The load that was asked for: `10 virtual users`, `100 requests a second, at most 200 under way, then 50 over 10 s`. */
export function loadWords({ plan, concurrency, model, script }: LoadResult): string {
  if (script !== undefined) return `the load of its script, at most ${count(concurrency, 'virtual user')}`
  const { ratePerSecond, stages, requests } = plan
  const then = stages.length > 0 ? `, then ${stages.map(stageWords).join(', ')}` : ''
  if (model === 'open') {
    const rate = count(ratePerSecond ?? 0, 'request')
    return `${rate} a second, at most ${concurrency} under way${then}`
  }
  const users = stages.length > 0 ? `at most ${count(concurrency, 'virtual user')}` : count(concurrency, 'virtual user')
  return `${users}${requests === null ? '' : ` for ${count(requests, 'request')}`}${then}`
}

function stageWords({ target, durationMs }: LoadResult['plan']['stages'][number]): string {
  return durationMs === 0 ? `${target} at once` : `${target} over ${durationMs / 1000} s`
}

/** Whether the number of virtual users says it all. */
export function isPlain({ plan, model }: LoadResult): boolean {
  return model === 'closed' && plan.stages.length === 0 && plan.requests === null
}

/** Milliseconds, with decimals where they matter. */
export function msWords(ms: number): string {
  return ms < 10 ? ms.toFixed(2) : ms.toFixed(0)
}

const units = ['B', 'kB', 'MB', 'GB']

/** `1.5 kB`. */
export function bytesWords(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}
