import { ticks } from '../report/chart-scale.ts'
import { type Html, html } from '../report/html.ts'
import { htmlTable } from '../report/html-table.ts'
import { type Line, type LineChart, lineChart } from '../report/line-chart.ts'
import type { TargetResult } from './load-target.ts'
import { msWords } from './load-words.ts'

/** One address, with its name where there are two. */
export interface NamedTarget {
  readonly name: string
  readonly target: TargetResult
}

type Moment = TargetResult['timeline'][number]
type Quantile = 'p50' | 'p95' | 'p99'

const tooFew = 'A part with fewer than 20 answers has no p95, with fewer than 100 no p99.'

/** How latencies went; of two addresses only what fits into one picture. */
export function latencyChart(arms: readonly NamedTarget[]): Html {
  const names: readonly Quantile[] = arms.length > 1 ? ['p50', 'p95'] : ['p50', 'p95', 'p99']
  const lines = names.flatMap((quantile) =>
    arms.map(
      ({ name, target }): Line => ({
        name: name === '' ? quantile : `${name} ${quantile}`,
        points: target.timeline.map((moment, index) => [middle(moment, index), moment[quantile]]),
      }),
    ),
  )
  return overTime('Latency over time', { lines, y: 'ms, of successful requests', note: tooFew }, arms)
}

/** How many requests there were a second. */
export function throughputChart(arms: readonly NamedTarget[]): Html {
  const [first] = arms
  const timeline = first?.target.timeline ?? []
  // Cut by number, each part has as many; and of two that take turns, both have the same.
  if (arms.length !== 1 || timeline.some(({ fromMs, requests }) => fromMs === null || requests === null)) return html``
  const perSecond = (moment: Moment, count: number) => (1000 * count) / ((moment.toMs ?? 0) - (moment.fromMs ?? 0))
  const points = (count: (moment: Moment) => number): Line['points'] =>
    timeline.map((moment, index) => [middle(moment, index), perSecond(moment, count(moment))])
  const lines = [
    { name: 'successful', points: points(({ successful }) => successful) },
    { name: 'failed', points: points(({ successful, requests }) => (requests ?? successful) - successful) },
  ]
  return overTime(
    'Throughput over time',
    { lines, y: 'requests a second', note: 'A request counts where it started.' },
    arms,
  )
}

function overTime(
  title: string,
  { lines, y, note }: Pick<LineChart, 'lines' | 'y'> & { readonly note: string },
  arms: readonly NamedTarget[],
): Html {
  const timeline = arms[0]?.target.timeline ?? []
  const drawn = lines.filter(({ points }) => points.some(([, value]) => value !== null))
  if (drawn.length === 0) {
    return html`<section><h2>${title}</h2>
<p>There is nothing to draw: ${timeline.length === 0 ? 'the run was not recorded part by part' : 'no request was successful'}.</p></section>`
  }
  const endMs = timeline.at(-1)?.toMs ?? null
  const end = endMs === null ? timeline.length : endMs / 1000
  const marks =
    endMs === null
      ? [0, 25, 50, 75, 100].map((share) => [(share / 100) * end, `${share} %`] as const)
      : ticks(end).flatMap((second) => (second <= end ? [[second, `${second}`] as const] : []))
  const x = endMs === null ? 'of the requests' : 'seconds'
  const rows = timeline.map((moment, index) => [
    endMs !== null ? `${seconds(moment.fromMs)} to ${seconds(moment.toMs)} s` : `part ${index + 1}`,
    ...lines.map(({ points }) => {
      const value = points[index]?.[1]
      return { number: value == null ? '-' : msWords(value) }
    }),
  ])
  return html`<section><h2>${title}</h2>
<figure>${lineChart({ title, x, y, range: [0, end], marks, lines: drawn })}
<figcaption>${timeline.length} parts of equal length. ${note}</figcaption>
<details><summary>The numbers</summary>${htmlTable(['', ...lines.map(({ name }) => name)], rows)}</details></figure></section>`
}

function middle({ fromMs, toMs }: Moment, index: number): number {
  return fromMs === null || toMs === null ? index + 0.5 : (fromMs + toMs) / 2000
}

function seconds(ms: number | null): string {
  return ((ms ?? 0) / 1000).toFixed(1)
}

/** How much of the lower axis each further nine takes is the same, because the slow ones are what matters. */
const nines = (percent: number) => -Math.log10(1 - percent / 100)
const quantileMarks = [0, 50, 90, 99, 99.9]

/** Which share of the requests took how long. */
export function distributionChart(arms: readonly NamedTarget[]): Html {
  const drawn = arms.filter(({ target }) => target.quantilesMs.length > 0)
  if (drawn.length === 0) return html``
  const highest = Math.max(...drawn.map(({ target }) => telling(target)))
  const lines = drawn.map(
    ({ name, target }): Line => ({
      name: name || 'latency',
      points: target.quantilesMs
        .filter(([percent]) => percent <= telling(target))
        .map(([percent, ms]) => [nines(percent), ms]),
    }),
  )
  const marks = [...quantileMarks.filter((percent) => percent < highest), highest].map(
    (percent) => [nines(percent), `${Number(percent.toFixed(2))} %`] as const,
  )
  const shown = [...marks.slice(0, -2), ...marks.slice(-2).filter((_, index, two) => index === 1 || far(two))]
  const title = 'Latency distribution'
  return html`<section><h2>${title}</h2>
<figure>${lineChart({ title, x: 'of the requests were as fast or faster', y: 'ms', range: [0, nines(highest)], marks: shown, lines })}
<figcaption>Drawn as far as the number of requests tells; the slowest one is the maximum above.</figcaption></figure></section>`
}

/** The highest percentage of the grid with a request beyond it. */
function telling({ quantilesMs, requests }: TargetResult): number {
  const last = 100 * (1 - 1 / requests.successful)
  return Math.max(0, ...quantilesMs.map(([percent]) => percent).filter((percent) => percent < 100 && percent <= last))
}

function far([one, other]: readonly (readonly [number, string])[]): boolean {
  return one !== undefined && other !== undefined && other[0] - one[0] > 0.15 * other[0]
}
