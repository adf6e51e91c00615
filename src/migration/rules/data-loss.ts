import type { Rule } from '../../base/rule.ts'
import type { Step } from '../delta.ts'
import { objectOf } from '../step-object.ts'

export const dataLoss: Rule<readonly Step[]> = {
  id: 'data-loss',
  severity: 'error',
  summary: 'Drop nothing that holds data without having decided to.',

  *check(steps) {
    for (const step of steps.filter(({ losesData }) => losesData)) {
      yield {
        at: { object: objectOf(step) },
        message: `Rows or values are lost: ${objectOf(step)}.`,
        why: 'The rollback brings the structure back, but not what was stored in it.',
      }
    }
  },
}
