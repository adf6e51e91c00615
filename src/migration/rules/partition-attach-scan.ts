import type { Rule } from '../../base/rule.ts'
import { atTable, isSame, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const partitionAttachScan: Rule<Situation> = {
  id: 'partition-attach-scan',
  severity: 'error',
  summary: 'Let a validated check prove the bounds before a partition is attached.',

  *check(situation) {
    const { acts, isNew, observed, before } = situation
    for (const act of acts) {
      if (act.kind !== 'attach' || isNew(act.partition)) continue
      const partition = nameText(act.partition)
      const validated = before().some((other) => other.kind === 'validate' && isSame(other.table, act.partition))
      const found = observed?.scans?.map(({ schema, table }) => nameText({ schema, name: table }))
      const scans = observed?.error ? undefined : found
      if (scans ? scans.length === 0 : validated) continue
      yield {
        at: atTable(act.partition),
        message: `Nobody can read or write ${scans?.join(', ') ?? partition} while every row is checked against the bounds. Add a CHECK of the bounds NOT VALID, validate it in a later transaction, then attach.`,
        why: 'ATTACH PARTITION reads the partition, and the default partition, under an ACCESS EXCLUSIVE lock, unless a validated check proves the bounds.',
      }
    }
  },
}
