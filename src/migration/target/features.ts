import { parseStatements, type Tree } from '../../schema/statements.ts'
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
  for (const { kind, tree } of await parseStatements(sql, 'migration')) collect(kind, tree, found)
  return found.sort((a, b) => b.since - a.since)[0]
}

function collect(kind: string, node: unknown, found: Feature[]): void {
  if (typeof node !== 'object' || node === null) return
  if (!Array.isArray(node)) {
    found.push(...syntaxes.filter(({ kinds, holds }) => kinds.includes(kind) && holds(node as Tree)))
    const call = kind === 'FuncCall' ? functionSince(node as Tree) : undefined
    if (call) found.push(call)
  }
  for (const [key, value] of Object.entries(node)) {
    // Where a node can be of any kind, it stands under the name of its kind.
    collect(/^[A-Z]/.test(key) ? key : '', value, found)
  }
}
