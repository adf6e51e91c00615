import { check, type Rule } from '../../base/rule.ts'
import { closest } from '../../base/text.ts'
import type { Hazard } from '../hazards.ts'
import { type Span, type Suppression, spanOf } from './suppression.ts'

/** A suppression with what became of it. */
export interface JudgedSuppression extends Suppression {
  readonly file: string
  readonly used: boolean
  /** The rule that was probably meant, where none has its name. */
  readonly meant: string | undefined
  readonly known: boolean
  /** Whether it stands where its form has to. */
  readonly placed: boolean
}

export interface Suppressed {
  readonly kept: readonly Hazard[]
  readonly judged: readonly JudgedSuppression[]
}

/** The findings of one file that no comment allows, and what became of the comments. `known` are the ids of all rules. */
export function suppress(
  findings: readonly Hazard[],
  suppressions: readonly Suppression[],
  { file, spans, known }: { readonly file: string; readonly spans: readonly Span[]; readonly known: readonly string[] },
): Suppressed {
  const first = Math.min(...spans.map(({ from }) => from))
  const used = new Set<Suppression>()
  const kept = findings.filter(({ rule, at }) => {
    const by = suppressions.filter(
      (each) =>
        each.rule === rule && (each.scope === 'file' ? each.line < first : spanOf(each.line, spans)?.from === at.line),
    )
    for (const each of by) used.add(each)
    return by.length === 0
  })
  const judged = suppressions.map((each) => ({
    ...each,
    file,
    used: used.has(each),
    known: known.includes(each.rule),
    meant: closest(each.rule, known),
    placed: each.scope === 'statement' || each.line < first,
  }))
  return { kept, judged }
}

/** What rules find in the comments themselves, at their lines. */
export function judgeSuppressions(
  rules: readonly Rule<JudgedSuppression>[],
  judged: readonly JudgedSuppression[],
): readonly Hazard[] {
  return judged.flatMap((suppression) =>
    check(rules, suppression).map((finding) => ({ ...finding, lock: 'none', statement: '' })),
  )
}
