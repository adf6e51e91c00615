import type { Rule } from '../../base/rule.ts'
import { atObject, isSame, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const domainConstraintScan: Rule<Situation> = {
  id: 'domain-constraint-scan',
  severity: 'error',
  summary: 'Add constraints of domains NOT VALID, and validate them in a later transaction.',

  *check({ acts, before }) {
    for (const act of acts) {
      if (act.kind !== 'constrain-domain' || !act.valid) continue
      const { domain, change } = act
      if (before().some((other) => other.kind === 'make' && /domain$/.test(other.what) && isSame(other.name, domain)))
        continue
      yield {
        at: atObject(domain),
        message: `Nobody can write to any table with a column of ${nameText(domain)} while their rows are checked (${change}). ${change === 'SET NOT NULL' ? 'Prefer NOT NULL on the columns.' : 'Add it NOT VALID, commit, then VALIDATE CONSTRAINT.'}`,
        why: 'The tables that use the domain are read from end to end under a SHARE lock each.',
      }
    }
  },
}
