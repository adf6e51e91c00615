import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const viewOptionLoss: Rule<Situation> = {
  id: 'view-option-loss',
  severity: 'error',
  summary: 'Say the options of a view again when it is made anew.',

  *check({ acts, observed }) {
    for (const act of acts) {
      if (act.kind !== 'make-view') continue
      const lost = observed?.lostOptions ?? []
      if (lost.length === 0) continue
      yield {
        at: atTable(act.name),
        message: `${nameText(act.name)} loses ${lost.join(', ')}: CREATE VIEW says what options a view has, not which ones change. Add WITH (${lost.join(', ')}).`,
        why: 'Without security_invoker a view reads its tables as its owner, past the row security of whoever asks.',
      }
    }
  },
}
