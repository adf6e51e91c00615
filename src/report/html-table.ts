import { type Html, html } from './html.ts'

type Tone = 'good' | 'warning' | 'bad'

/** A text, a number as it is to be shown, or a word that says how things are. */
export type Cell = string | { readonly number: string } | { readonly word: string; readonly tone: Tone | undefined }

/** Nothing, when there are no rows. Where no column has a name, the first cell of a row is its name. */
export function htmlTable(header: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  const [first] = rows
  if (!first) return html``
  const heads = header.map((name, column) =>
    isNumber(first[column]) ? html`<th scope="col" class="number">${name}</th>` : html`<th scope="col">${name}</th>`,
  )
  const named = header.some((name) => name !== '')
  return html`<div class="wide"><table>
${named ? html`<thead><tr>${heads}</tr></thead>` : ''}
<tbody>
${rows.map(([name, ...cells]) => html`<tr>${named ? [] : [rowHead(name)]}${(named ? [name ?? '', ...cells] : cells).map(htmlCell)}</tr>`)}
</tbody>
</table></div>`
}

function rowHead(cell: Cell | undefined): Html {
  return html`<th scope="row">${typeof cell === 'string' ? cell : ''}</th>`
}

function htmlCell(cell: Cell): Html {
  if (typeof cell === 'string') return html`<td>${cell}</td>`
  if ('number' in cell) return html`<td class="number">${cell.number}</td>`
  return cell.tone ? html`<td class="${cell.tone}">${cell.word}</td>` : html`<td>${cell.word}</td>`
}

function isNumber(cell: Cell | undefined): boolean {
  return typeof cell === 'object' && 'number' in cell
}
