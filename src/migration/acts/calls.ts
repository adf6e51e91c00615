import type { Tree } from '../../schema/statements.ts'
import { words } from './node.ts'

/** The functions that an expression calls, by their bare names. */
export function callsIn(node: unknown): readonly string[] {
  return within(node, 'FuncCall').map(({ funcname }) => words(funcname).at(-1) ?? '')
}

/** The texts that a statement says as constants. */
export function stringsIn(node: unknown): ReadonlySet<string> {
  const constants = within(node, 'A_Const').map(({ sval }) => (sval as Tree | undefined)?.sval)
  return new Set(constants.filter((value) => typeof value === 'string'))
}

/** All nodes of a kind, at any depth. */
function within(node: unknown, kind: string): readonly Tree[] {
  const found: Tree[] = []
  const open = [node]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    for (const [key, value] of Object.entries(next)) {
      if (key === kind) found.push(value as Tree)
      open.push(value)
    }
  }
  return found
}
