import { parseStatements, type Tree } from '../../schema/statements.ts'
import { fieldsOf } from '../../schema/tree.ts'
import { functionSince } from './functions.ts'
import { syntaxes } from './syntaxes.ts'

/** Something that PostgreSQL knows since a major version. */
export interface Feature {
  readonly since: number
  /** As a sentence names it. */
  readonly name: string
}

/** The newest thing that a statement says; undefined when every version that is written for knows it all. */
export async function newestFeature(sql: string): Promise<Feature | undefined> {
  const found: Feature[] = []
  for (const { kind, tree } of await parseStatements(sql, 'migration')) {
    for (const [key, node] of fieldsOf({ [kind]: tree })) found.push(...featuresOf(key, node))
  }
  return found.sort((a, b) => b.since - a.since)[0]
}

/** Where a node can be of any kind, it stands under the name of its kind. */
function featuresOf(key: string, node: unknown): readonly Feature[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return []
  const kind = /^[A-Z]/.test(key) ? key : ''
  const call = kind === 'FuncCall' ? functionSince(node as Tree) : undefined
  return [
    ...syntaxes.filter(({ kinds, holds }) => kinds.includes(kind) && holds(node as Tree)),
    ...(call ? [call] : []),
  ]
}
