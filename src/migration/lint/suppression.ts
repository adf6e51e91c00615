import type { Comment } from '../../schema/statements.ts'

/** What a comment of the user allows: `-- backwright: allow blocking-index-build: the table has ten rows`. */
export interface Suppression {
  /** One rule; a comment that names several is several suppressions. */
  readonly rule: string
  readonly reason: string | undefined
  /** `file` holds for all of it and stands before its first statement. */
  readonly scope: 'statement' | 'file'
  readonly line: number
}

const form = /^--\s*backwright:\s*allow(-file)?\s+([a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)\s*(?::\s*(.*))?$/is

export function readSuppressions(comments: readonly Comment[]): readonly Suppression[] {
  return comments.flatMap(({ text, line }) => {
    const [, file, rules, reason] = form.exec(text.trimEnd()) ?? []
    if (rules === undefined) return []
    const scope = file === undefined ? 'statement' : 'file'
    return rules.split(',').map((rule) => ({ rule: rule.trim(), reason: reason || undefined, scope, line }) as const)
  })
}

/** Where a statement stands, first and last line. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The statement that a comment on a line is about: the one that it stands in or behind, else the next one. */
export function spanOf(line: number, spans: readonly Span[]): Span | undefined {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.from ?? 0) <= line) low = middle + 1
    else high = middle
  }
  const before = spans[low - 1]
  return before && line <= before.to ? before : spans[low]
}
