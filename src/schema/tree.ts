import type { Tree } from './statements.ts'

/** All keys of a parse tree with their values, in the order of the text. Without recursion: an expression may be nested by the thousand. */
export function* fieldsOf(node: unknown): Iterable<readonly [key: string, value: unknown]> {
  const open: (readonly [string, unknown])[] = [['', node]]
  for (let field = open.pop(); field; field = open.pop()) {
    const [, value] = field
    yield field
    // One by one: a list may be longer than a call has room for arguments.
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.entries(value as Tree).reverse()) open.push(inner)
  }
}

/** The functions that a parse tree calls, without their schemas. */
export function* callsOf(node: unknown): Iterable<string> {
  for (const [key, value] of fieldsOf(node)) {
    const name = key === 'FuncCall' ? namesIn((value as Tree).funcname).at(-1) : undefined
    if (name !== undefined) yield name
  }
}

/** The value of `name` in the options of a statement, as the parser gives them. */
export function optionOf(tree: Tree, name: string): unknown {
  const options = (tree.options ?? tree.args ?? []) as readonly { readonly DefElem?: Tree }[]
  return options.find(({ DefElem }) => DefElem?.defname === name)?.DefElem?.arg
}

/** The strings of a node, in their order. */
export function namesIn(node: unknown): readonly string[] {
  return [...fieldsOf(node)].flatMap(([key, value]) => (key === 'sval' && typeof value === 'string' ? [value] : []))
}
