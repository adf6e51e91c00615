import type { Annotation } from '../action-host.ts'
import { count, excerpt } from '../base/text.ts'
import { type Note, notesOf, type Report } from './report.ts'

/** GitHub shows ten of each level for a step and drops the others without a word. */
const shown = 10
const messageLength = 1000

const levels = { error: 'error', warning: 'warning', info: 'notice' } as const
const order = ['error', 'warning', 'info'] as const

/** The worst notes, and how many there are besides. */
export function annotations(report: Report): readonly Annotation[] {
  const all = order.flatMap((severity) => notesOf(report).filter((note) => note.severity === severity))
  if (all.length <= shown) return all.map(annotation)
  const kept = all.slice(0, shown - 1)
  const message = `and ${count(all.length - kept.length, 'more', 'more')}: the summary of the run has them all.`
  return [...kept.map(annotation), { level: 'notice', title: report.title, message }]
}

function annotation({ severity, title, message, fix, file, line }: Note): Annotation {
  return {
    level: levels[severity],
    title,
    message: excerpt(fix ? `${message} Fix: ${fix.up}` : message, messageLength),
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
  }
}
