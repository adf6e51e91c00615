import { blockMarkdown, type Detail } from './markdown-block.ts'
import { codeSpan, prose } from './markdown-text.ts'
import type { Report } from './report.ts'

export interface MarkdownOptions {
  /** What the text may measure with everything in it. */
  readonly limit: number
  readonly measure: (text: string) => number
  /** Lines of ours before and after the report, already Markdown. */
  readonly before?: string
  readonly after?: string
  readonly docsUrl?: string | undefined
}

const details: readonly Detail[] = ['full', 'short', 'counts']
const signs = { good: '✅', warning: '⚠️', bad: '❌' } as const

/** The most detailed text that fits; when not even the counts do, the headline alone. */
export function markdown(report: Report, options: MarkdownOptions): string {
  const fits = (text: string) => options.measure(text) <= options.limit
  const bodies = details.map((detail) => () => body(report, { ...options, detail }))
  for (const render of [...bodies, () => headline(report)]) {
    const text = frame(render(), options)
    if (fits(text)) return text
  }
  return frame(`### ${signs[report.verdict.tone]} The report is too long to be shown here.`, options)
}

function body(report: Report, options: MarkdownOptions & { readonly detail: Detail }): string {
  const sections = report.sections.flatMap(({ title, blocks }) => [
    ...(title === '' ? [] : [`#### ${codeSpan(title)}`]),
    ...blocks.map((block) => blockMarkdown(block, options)).filter((text) => text !== ''),
  ])
  return [headline(report), ...sections].join('\n\n')
}

function headline({ title, verdict }: Report): string {
  const line = verdict.headline === undefined ? `${prose(title)}: ${prose(verdict.name)}` : prose(verdict.headline)
  return `### ${signs[verdict.tone]} ${line}\n\n${prose(verdict.sentence)}`
}

function frame(text: string, { before, after }: MarkdownOptions): string {
  return [...(before === undefined ? [] : [before]), text, ...(after === undefined ? [] : [`\n${after}`])].join('\n')
}
