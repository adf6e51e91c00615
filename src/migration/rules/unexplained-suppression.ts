import type { Rule } from '../../base/rule.ts'
import type { JudgedSuppression } from '../lint/suppress.ts'

export const unexplainedSuppression: Rule<JudgedSuppression> = {
  id: 'unexplained-suppression',
  severity: 'error',
  summary: 'Say why a hazard is allowed.',

  *check({ used, reason, rule, file, line }) {
    if (!used || reason !== undefined) return
    yield {
      at: { file, line },
      message: `It is not said why ${rule} is allowed here. Add the reason: -- backwright: allow ${rule}: the table is empty.`,
      why: 'The next one who reads it has to know whether the reason still holds.',
    }
  },
}
