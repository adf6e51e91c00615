import type { Rule } from '../../base/rule.ts'
import { excerpt } from '../../base/text.ts'
import type { JudgedSuppression } from '../lint/suppress.ts'

export const staleSuppression: Rule<JudgedSuppression> = {
  id: 'stale-suppression',
  severity: 'warning',
  summary: 'Remove comments that allow what nobody does.',

  *check({ used, rule, known, meant, placed, file, line }) {
    if (used) return
    const unknown = `No rule is called ${excerpt(rule, 60)}${meant === undefined ? '' : `; ${meant} may be meant`}.`
    const misplaced = 'A comment for the whole file stands before its first statement.'
    const unused = `Nothing is found here that ${rule} would allow. Remove the comment.`
    yield { at: { file, line }, message: known ? (placed ? unused : misplaced) : unknown, why }
  },
}

const why = 'A comment that allows nothing hides the next hazard of its kind.'
