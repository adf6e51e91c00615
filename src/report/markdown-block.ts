import { unreachable } from '../base/errors.ts'
import type { Severity } from '../base/finding.ts'
import { count } from '../base/text.ts'
import { codeSpan, fence, html, prose } from './markdown-text.ts'
import type { Block, Note } from './report.ts'

/** How much is said: everything; the first rows of everything; or how many there are and where. */
export type Detail = 'full' | 'short' | 'counts'

export interface BlockOptions {
  readonly detail: Detail
  /** Where the pages of docs/ can be read; without it they are named, not linked. */
  readonly docsUrl?: string | undefined
}

const shortRows = 20
/** Longer code is folded, so that a comment stays a screen or two. */
const openLines = 60

const signs: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' }

export function blockMarkdown(block: Block, options: BlockOptions): string {
  switch (block.kind) {
    case 'text':
      return prose(block.text)
    case 'notes':
      return notes(block.notes, options)
    case 'table':
      return table(block, options)
    case 'code':
      return code(block, options)
    default:
      return unreachable(block)
  }
}

function notes(all: readonly Note[], options: BlockOptions): string {
  if (options.detail === 'counts') return noteCounts(all)
  const shown = options.detail === 'short' ? all.slice(0, shortRows) : all
  return [...shown.map((note) => noteItem(note, options)), ...rest(all.length - shown.length)].join('\n')
}

function noteItem({ severity, title, message, why, fix, file, line, docs }: Note, options: BlockOptions): string {
  const place = file === undefined ? '' : ` (${codeSpan(line === undefined ? file : `${file}:${line}`)})`
  const head = `- ${signs[severity]} **${rule(title, docs, options)}** ${prose(message)}${place}`
  if (options.detail === 'short') return head
  return [
    head,
    ...(why === undefined ? [] : [`  - why: ${prose(why)}`]),
    ...(fix === undefined ? [] : [`  - fix: ${codeSpan(fix.up)}`, `  - back: ${codeSpan(fix.down)}`]),
  ].join('\n')
}

/** A link only to a page of ours: the report may come from another job. */
function rule(title: string, docs: string | undefined, { docsUrl }: BlockOptions): string {
  const ours = docs !== undefined && /^docs\/(?:rules\/)?[a-z0-9-]+\.md$/.test(docs)
  return ours && docsUrl !== undefined ? `[${prose(title)}](${docsUrl}/${docs})` : prose(title)
}

function noteCounts(all: readonly Note[]): string {
  const titles = [...new Set(all.map(({ title }) => title))].slice(0, shortRows)
  return titles
    .map((title) => `- ${prose(title)}: ${count(all.filter((note) => note.title === title).length, 'finding')}`)
    .join('\n')
}

function table({ header, rows }: Extract<Block, { kind: 'table' }>, { detail }: BlockOptions): string {
  const shown = detail === 'full' ? rows : rows.slice(0, shortRows)
  const line = (cells: readonly string[]) => `| ${header.map((_, column) => prose(cells[column] ?? '')).join(' | ')} |`
  return [
    line(header),
    `|${' --- |'.repeat(header.length)}`,
    ...shown.map(line),
    ...(shown.length < rows.length ? ['', ...rest(rows.length - shown.length)] : []),
  ].join('\n')
}

function code(block: Extract<Block, { kind: 'code' }>, { detail }: BlockOptions): string {
  const { label, language, text, file, folded = false } = block
  const lines = text.trimEnd().split('\n').length
  const where = file === undefined ? '' : ` in ${codeSpan(file)}`
  if (detail === 'counts') return `**${prose(label)}**: ${count(lines, 'line')}${where}, too long to be shown here.`
  const fenced = fence(text, language)
  if (!folded && lines <= openLines && detail === 'full') return `**${prose(label)}**\n\n${fenced}`
  return `<details><summary>${html(label)} (${count(lines, 'line')})</summary>\n\n${fenced}\n\n</details>`
}

function rest(more: number): readonly string[] {
  return more > 0 ? [`- and ${count(more, 'more', 'more')}`] : []
}
