import { type Html, html } from '../report/html.ts'
import { type Cell, htmlTable } from '../report/html-table.ts'
import { percent } from './load-report.ts'
import type { TargetResult } from './load-target.ts'
import { bytesWords, msWords } from './load-words.ts'

/** What was measured of one address: its requests, how they failed, and how long the others took. */
export function targetSection(target: TargetResult, name: string): Html {
  const heading = (text: string) => (name === '' ? text : `${name}: ${text.toLowerCase()}`)
  return html`<section><h2>${heading('Requests')}</h2>
${htmlTable(['', ''], requestRows(target))}
${failures(target)}</section>
<section><h2>${heading('Latency')}</h2>
${latency(target)}</section>`
}

function requestRows({ requests, transfer }: TargetResult): readonly (readonly Cell[])[] {
  const { total, ratePerSecond, successful, failed, successShare, successInterval } = requests
  const sure = total === 0 ? '' : `${percent(successShare)} %, 95 % interval ${successInterval.map(share).join(' to ')}`
  return [
    ['total', number(total), ''],
    ['per second', { number: ratePerSecond.toFixed(1) }, ''],
    ['successful', number(successful), sure],
    ['failed', number(failed), ''],
    ['received', { number: bytesWords(transfer.receivedBytes) }, ''],
    ['sent', { number: bytesWords(transfer.sentBytes) }, ''],
  ]
}

function failures({ errors, requests }: TargetResult): Html {
  if (errors.length === 0) return html``
  const rows = errors.map(({ label, count }): readonly Cell[] => [
    label,
    number(count),
    { number: `${((100 * count) / requests.total).toFixed(2)} %` },
  ])
  return html`<h3>Failures</h3>
${htmlTable(['kind', 'requests', 'share'], rows)}`
}

function latency({ requests, latencyMs: ms, latencyIntervalsMs: sure }: TargetResult): Html {
  if (requests.successful === 0) return html`<p>No request was successful, so there is no latency.</p>`
  const rows = [
    ['min', ms.min, undefined],
    ['avg', ms.avg, sure.avg],
    ['p50', ms.p50, sure.p50],
    ['p90', ms.p90, sure.p90],
    ['p95', ms.p95, sure.p95],
    ['p99', ms.p99, sure.p99],
    ['p99.9', ms.p999, sure.p999],
    ['max', ms.max, undefined],
    ['stddev', ms.stddev, undefined],
  ] as const
  const cells = rows.map(([name, value, interval]): readonly Cell[] => [
    name,
    { number: `${msWords(value)} ms` },
    { number: interval ? interval.map((end) => (end === null ? 'unbounded' : `${msWords(end)} ms`)).join(' to ') : '' },
  ])
  return htmlTable(['', 'of successful requests', '95 % interval'], cells)
}

function number(value: number): Cell {
  return { number: value.toLocaleString('en-US') }
}

function share(end: number | null): string {
  return end === null ? 'unbounded' : percent(end)
}
