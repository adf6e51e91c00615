import type { Tree } from './statements.ts'

/** The functions that a parse tree calls, without their schemas. */
export function* callsOf(node: unknown): Iterable<string> {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node as Tree)) {
    if (key === 'FuncCall') {
      const name = namesIn((value as Tree).funcname).at(-1)
      if (name !== undefined) yield name
    }
    yield* callsOf(value)
  }
}

/** The value of `name` in the options of a statement, as the parser gives them. */
export function optionOf(tree: Tree, name: string): unknown {
  const options = (tree.options ?? tree.args ?? []) as readonly { readonly DefElem?: Tree }[]
  return options.find(({ DefElem }) => DefElem?.defname === name)?.DefElem?.arg
}

/** The strings of a node, in their order. */
export function namesIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node as Tree).flatMap(([key, value]) =>
    key === 'sval' && typeof value === 'string' ? [value] : namesIn(value),
  )
}
