import type { Tree } from '../../schema/statements.ts'
import type { Act } from './act.ts'
import { inner, list, nodes, relation, words } from './node.ts'

/** The last part of the parser's word for a form of `TransactionStmt`. */
export function transactionActs(word: string): readonly Act[] {
  if (word === 'BEGIN' || word === 'START') return [{ kind: 'transaction', change: 'begin' }]
  if (word === 'COMMIT') return [{ kind: 'transaction', change: 'commit' }]
  if (word === 'ROLLBACK') return [{ kind: 'transaction', change: 'rollback' }]
  return word === 'PREPARE' ? [{ kind: 'transaction', change: 'prepare' }] : []
}

/** `SELECT … INTO` makes a table, and `SELECT set_config(…)` sets. */
export function selectActs({ intoClause, targetList }: Tree): readonly Act[] {
  if (intoClause !== undefined)
    return [{ kind: 'make', what: 'table', name: relation((intoClause as Tree).rel), replaces: false }]
  return nodes(targetList).flatMap(({ val }) => {
    const { funcname, args } = inner(val)
    if (words(funcname).at(-1) !== 'set_config') return []
    const [setting, value, local] = list(args)
    const name = (inner(setting).sval as { sval?: string } | undefined)?.sval ?? ''
    const isLocal = (inner(local).boolval as { boolval?: boolean } | undefined)?.boolval === true
    return [{ kind: 'set', setting: name, local: isLocal, unlimited: isZero(value) } as const]
  })
}

/** `0`, `'0'`, `'0s'`: no limit. */
export function isZero(node: unknown): boolean {
  const { sval, ival } = inner(node) as { sval?: { sval?: string }; ival?: { ival?: number } }
  if (sval) return /^0+\s*[a-z]*$/.test(sval.sval ?? '')
  return ival !== undefined && (ival.ival ?? 0) === 0
}
