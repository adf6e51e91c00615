import type { Rule } from '../../base/rule.ts'
import { excerpt } from '../../base/text.ts'
import type { ObservedStep } from '../apply.ts'
import { location } from './location.ts'

export const dataLoss: Rule<ObservedStep> = {
  id: 'data-loss',
  severity: 'error',
  summary: 'Drop nothing that holds data without having decided to.',

  *check({ losesData, spoils, subject, sql }) {
    if (losesData) {
      yield {
        at: location(subject),
        message: `What is stored there is lost: ${excerpt(sql)}.`,
        why: 'The rollback brings the structure back, but not what was stored in it.',
      }
    } else if (spoils !== undefined) {
      yield {
        at: location(subject),
        message: `Values are changed for good by ${excerpt(sql)}. ${spoils}`,
        why: 'The rollback brings the type back, but not what the new one had no room for.',
      }
    }
  },
}
