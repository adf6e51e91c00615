import { count } from '../base/text.ts'
import { isRepeatedUnseen } from '../load/repetition.ts'
import { segmentText } from '../load/segment.ts'
import type { LoadResult } from './load-result.ts'

/** The load that was asked for: `10 virtual users`, `100 requests a second, at most 200 under way, then 50 over 10 s`. */
export function loadWords(result: LoadResult): string {
  const { script, concurrency, plan } = result
  if (script !== undefined) return `the load of its script, at most ${count(concurrency, 'virtual user')}`
  const data = plan.rows === undefined ? '' : `, ${count(plan.rows, 'row')} of data in turn`
  const whole = `${wholeWords(result)}${data}${plan.reuse === false ? ', each request on a connection of its own' : ''}`
  return plan.segment ? `segment ${segmentText(plan.segment)} of ${whole}` : whole
}

/** Where the server may count more requests than the report; undefined where it cannot. */
export function repetitionWords({ plan, targets }: LoadResult): string | undefined {
  const methods = [...new Set(targets.map(({ method }) => method))].filter(isRepeatedUnseen)
  if (!plan.reuse || methods.length === 0) return undefined
  return `used again, so a ${methods.join(' or ')} that meets a closed one is repeated unseen; --no-reuse shows these`
}

function wholeWords({ plan, concurrency, model }: LoadResult): string {
  const { ratePerSecond, stages, requests, segment } = plan
  const then = stages.length > 0 ? `, then ${stages.map(stageWords).join(', ')}` : ''
  if (model === 'open') {
    const rate = count(ratePerSecond ?? 0, 'request')
    return `${rate} a second, at most ${concurrency} under way${then}`
  }
  const users = stages.length > 0 ? `at most ${count(concurrency, 'virtual user')}` : count(concurrency, 'virtual user')
  return `${users}${requests === null ? '' : `${segment ? ', here' : ''} for ${count(requests, 'request')}`}${then}`
}

function stageWords({ target, durationMs }: LoadResult['plan']['stages'][number]): string {
  return durationMs === 0 ? `${target} at once` : `${target} over ${durationMs / 1000} s`
}

/** Whether a reason is one that a longer run may take away. */
export function isUndecided(code: string): boolean {
  return ['gate-undecided', 'not-fresh', 'window-too-long'].includes(code)
}

/** Whether the number of virtual users says it all. */
export function isPlain({ plan, model }: LoadResult): boolean {
  const { stages, requests, segment, reuse, rows } = plan
  const isWhole = requests === null && segment === null
  return model === 'closed' && stages.length === 0 && isWhole && reuse !== false && rows === undefined
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

/** Of a merge, its runs: which file, which part of the load, how much, and what it was worth. */
export function partRows({ parts = [] }: LoadResult): readonly (readonly [string, string, string, string, string])[] {
  return parts.map(({ file, segment, requests, durationMs, verdict }) => [
    file,
    segment ? `segment ${segmentText(segment)}` : 'a whole run',
    count(requests, 'request'),
    `${(durationMs / 1000).toFixed(1)} s`,
    verdict,
  ])
}
