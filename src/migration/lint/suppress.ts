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
  const first = spans[0]?.from ?? Number.POSITIVE_INFINITY
  const keyed = suppressions.map((each) => {
    const placed = each.scope === 'statement' || each.line < first
    const at = each.scope === 'file' ? 'file' : spanOf(each.line, spans)?.from
    return { ...each, placed, key: placed && at !== undefined ? `${each.rule} ${at}` : undefined }
  })
  const allowed = new Set(keyed.map(({ key }) => key))
  const used = new Set<string | undefined>()
  const kept = findings.filter(({ rule, at }) => {
    const by = [`${rule} file`, `${rule} ${at.line}`].filter((key) => allowed.has(key))
    for (const key of by) used.add(key)
    return by.length === 0
  })
  const judged = keyed.map(({ key, ...each }) => {
    const isKnown = known.includes(each.rule)
    const meant = isKnown ? undefined : closest(each.rule, known)
    return { ...each, file, used: used.has(key), known: isKnown, meant }
  })
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
