import { ticks } from './chart-scale.ts'
import { type Html, html } from './html.ts'

export interface LineChart {
  readonly title: string
  /** What is up, and what is to the right. */
  readonly y: string
  readonly x: string
  /** Where the lower axis starts and ends. */
  readonly range: readonly [from: number, to: number]
  /** What is written along it, and where. */
  readonly marks: readonly (readonly [at: number, label: string])[]
  /** At most four. A value that is null leaves a gap. */
  readonly lines: readonly Line[]
}

export interface Line {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number | null])[]
}

const [width, height] = [720, 240]
const edge = { left: 56, right: 28, top: 12, bottom: 40 }

/** A drawing with its key. The numbers are for a table beside it. */
export function lineChart({ title, x, y, range, marks, lines }: LineChart): Html {
  const highest = Math.max(0, ...lines.flatMap(({ points }) => points.map(([, value]) => value ?? 0)))
  const rows = ticks(highest)
  const place = placer(range, rows.at(-1) ?? 1)
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
${rows.map((row) => gridRow(row, place))}
${marks.map(([at, label]) => html`<text x="${place.x(at)}" y="${height - edge.bottom + 18}" text-anchor="middle">${label}</text>`)}
<text x="${edge.left}" y="${height - 4}">${y}</text>
<text x="${width - edge.right}" y="${height - 4}" text-anchor="end">${x}</text>
${lines.map((line, index) => drawn(line, index + 1, place))}
</svg>
<p class="faint">${lines.map(({ name }, index) => keyOf(name, index + 1))}</p>`
}

interface Place {
  x(value: number): number
  y(value: number): number
}

function placer([from, to]: readonly [number, number], highest: number): Place {
  const [across, up] = [width - edge.left - edge.right, height - edge.top - edge.bottom]
  return {
    x: (value) => round(edge.left + (across * (value - from)) / (to > from ? to - from : 1)),
    y: (value) => round(edge.top + up * (1 - value / highest)),
  }
}

function gridRow(value: number, place: Place): Html {
  const at = place.y(value)
  return html`<line class="grid" x1="${edge.left}" x2="${width - edge.right}" y1="${at}" y2="${at}"/>
<text x="${edge.left - 8}" y="${at + 4}" text-anchor="end">${value.toLocaleString('en-US')}</text>`
}

/** A value that stands alone between gaps is a dot. */
function drawn({ points }: Line, number: number, place: Place): Html {
  const pieces = runs(points).map((run) => run.map(([x, y]) => [place.x(x), place.y(y)] as const))
  return html`${pieces.map((run) => {
    const [first] = run
    if (run.length === 1 && first) return html`<circle class="dot-${number}" cx="${first[0]}" cy="${first[1]}" r="3"/>`
    return html`<polyline class="line line-${number}" points="${run.map((point) => point.join(',')).join(' ')}"/>`
  })}`
}

function runs(points: Line['points']): readonly (readonly (readonly [number, number])[])[] {
  const found: [number, number][][] = [[]]
  for (const [x, y] of points) {
    if (y === null) found.push([])
    else found.at(-1)?.push([x, y])
  }
  return found.filter(({ length }) => length > 0)
}

function keyOf(name: string, number: number): Html {
  return html`<svg class="key" width="28" height="10" viewBox="0 0 28 10" aria-hidden="true"><line class="line key-${number}" x1="1" x2="27" y1="5" y2="5"/></svg> ${name}&ensp;`
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
