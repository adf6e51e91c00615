import { gateText } from '../load/verdict.ts'
import { type Html, html } from '../report/html.ts'
import { htmlPage } from '../report/html-page.ts'
import { type Cell, htmlTable } from '../report/html-table.ts'
import { comparisonHeader, comparisonNotes, comparisonRows } from './load-comparison.ts'
import { endpointHeader, endpointRows } from './load-endpoint.ts'
import { distributionChart, latencyChart, type NamedTarget, throughputChart } from './load-html-charts.ts'
import { targetSection } from './load-html-target.ts'
import { loadSentence } from './load-report.ts'
import type { LoadResult } from './load-result.ts'
import type { TargetResult } from './load-target.ts'
import { isUndecided, loadWords, partRows, repetitionWords } from './load-words.ts'
import { checkName, checkVerdict, searchWords } from './rate-limit-words.ts'

const tones = {
  PASS: 'good',
  FAIL: 'bad',
  INCONCLUSIVE: 'warning',
  INVALID: 'bad',
  'NOT-VERIFIED': 'warning',
} as const
const rowTones: Readonly<Record<string, 'good' | 'bad' | 'warning'>> = {
  better: 'good',
  worse: 'bad',
  unclear: 'warning',
}

/** The measurement as a page of HTML that needs nothing but itself, to be kept or sent around. */
export function loadHtml(result: LoadResult): string {
  const { name, verdict, targets } = result
  const arms = targets.map((target, index) => ({ target, name: armName(targets, index) }))
  const body = html`<header>
<h1>Load test${name === undefined ? '' : ` of ${name}`}: <span class="${tones[verdict]}">${verdict}</span></h1>
${arms.map(({ name: arm, target }) => html`<p>${arm === '' ? '' : `${arm}: `}<code>${target.method} ${target.url}</code></p>`)}
<p>${loadSentence(verdict, [result])}</p>
</header>
${reasons(result)}
${gates(result)}
${rateLimit(result)}
${comparison(result)}
${endpoints(result)}
${result.rateLimit ? html`` : numbers(arms)}
${recommendations(result)}
${parts(result)}
${conditions(result)}`
  const target = targets.at(-1)
  const what = name ?? (target && `${target.method} ${target.url}`)
  return htmlPage(`${verdict}: load test${what === undefined ? '' : ` of ${what}`}`, body)
}

/** Of the few requests that look for a rate limit they say nothing. */
function numbers(arms: readonly NamedTarget[]): Html {
  return html`${arms.map(({ name, target }) => targetSection(target, name))}
${latencyChart(arms)}
${throughputChart(arms)}
${distributionChart(arms)}`
}

/** The base comes first; one alone needs no name. */
function armName({ length }: readonly TargetResult[], index: number): string {
  return length < 2 ? '' : index === 0 ? 'Base' : 'Candidate'
}

function reasons({ reasons: all }: LoadResult): Html {
  if (all.length === 0) return html``
  const rows = all.map(({ code, message }): readonly Cell[] => [
    { word: code, tone: isUndecided(code) ? 'warning' : 'bad' },
    message,
  ])
  return html`<section><h2>Why</h2>
${htmlTable(['reason', 'what it says'], rows)}</section>`
}

function gates({ gates: all }: LoadResult): Html {
  if (all.length === 0) return html``
  const rows = all.map(({ gate, endpoint, verdict, value, interval, reason }): readonly Cell[] => [
    gateText({ gate, endpoint }),
    { word: verdict, tone: tones[verdict] },
    { number: verdict === 'INCONCLUSIVE' && interval === null ? '-' : rounded(value) },
    {
      number: interval === null ? '-' : interval.map((end) => (end === null ? 'unbounded' : rounded(end))).join(' to '),
    },
    reason,
  ])
  return html`<section><h2>Gates</h2>
${htmlTable(['gate', 'verdict', 'value', 'interval', 'measured'], rows)}</section>`
}

function rateLimit({ rateLimit: found }: LoadResult): Html {
  if (!found) return html``
  const rows = found.checks.map((check): readonly Cell[] => [
    checkName(check),
    { word: checkVerdict(check), tone: tones[check.verdict] },
    check.message,
  ])
  return html`<section><h2>Rate limit</h2>
${htmlTable(['check', 'verdict', 'what was seen'], rows)}</section>`
}

function comparison({ comparison: found }: LoadResult): Html {
  if (!found) return html``
  const rows = comparisonRows(found).map((cells) =>
    cells.map((text, column): Cell => {
      if (column === 0) return text
      return column < cells.length - 1 ? { number: text } : { word: text, tone: rowTones[text] }
    }),
  )
  return html`<section><h2>Comparison${found.kind === 'saved' ? ' with a saved run' : ''}</h2>
${htmlTable(comparisonHeader(found), rows)}
${comparisonNotes(found).map((note) => html`<p class="faint">${note}</p>`)}</section>`
}

function endpoints({ endpoints: all = [], leftOut = [] }: LoadResult): Html {
  if (all.length === 0) return html``
  const rows = endpointRows(all).map((cells) =>
    cells.map((text, column): Cell => (column === 0 ? text : { number: text })),
  )
  return html`<section><h2>Endpoints</h2>
${htmlTable(endpointHeader, rows)}
${leftOut.map(({ operation, why }) => html`<p class="faint">Left out: <code>${operation}</code> ${why}.</p>`)}</section>`
}

function recommendations({ recommendations: all }: LoadResult): Html {
  if (all.length === 0) return html``
  return html`<section><h2>Recommendations</h2>
${all.map(({ because, advice }) => html`<p><strong>${because}</strong> ${advice}</p>`)}</section>`
}

function parts(result: LoadResult): Html {
  const rows = partRows(result)
  if (rows.length === 0) return html``
  return html`<section><h2>Runs</h2>
${htmlTable(['report', 'part', 'made', 'took', 'verdict'], rows)}</section>`
}

function conditions(result: LoadResult): Html {
  const { durationMs, plan, model, dropped, comparison: found, rateLimit: search, client, k6 } = result
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  const repetition = repetitionWords(result)
  const rows: readonly (readonly [string, string])[] = [
    ['load', search ? searchWords(search, result.concurrency) : loadWords(result)],
    ['model', model === 'open' ? 'open: requests come when they are due' : 'closed: each user waits for its answer'],
    ...(repetition === undefined ? [] : [['connections', repetition] as const]),
    ['measured part', seconds(durationMs)],
    ['warm-up', plan.warmupMs > 0 ? `${seconds(plan.warmupMs)}, not counted` : 'none'],
    ...(plan.requests === null
      ? []
      : [
          [
            'requests',
            `${plan.requests.toLocaleString('en-US')} due, ${dropped.toLocaleString('en-US')} not made`,
          ] as const,
        ]),
    ...(found?.seed == null ? [] : [['turns', `by seed ${found.seed}, compared in ${found.blocks} blocks`] as const]),
    ...(client
      ? [['k6 itself', `${(client.cpuShare * 100).toFixed(0)} % of ${client.cores} processors`] as const]
      : []),
    ['k6', k6.version],
  ]
  return html`<section><h2>How it was run</h2>
${htmlTable(['', ''], rows)}
<p class="faint">Made by backwright. Latencies are of successful requests. Intervals hold at 95 % where nothing else is said.</p></section>`
}

function rounded(value: number): string {
  return (Math.round(value * 1000) / 1000).toLocaleString('en-US', { maximumFractionDigits: 3 })
}
