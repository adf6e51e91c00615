import type { Tree } from '../../schema/statements.ts'
import type { Act, Name } from './act.ts'
import { inner, list, named, objectKind, relation, text, words } from './node.ts'

export function dropped(what: string, name: Name, cascade = false, concurrent = false): Act {
  return { kind: 'drop', what, name, cascade, concurrent }
}

/** A `DropStmt`; a policy that goes is told by what becomes of its table. */
export function dropActs({ objects, removeType, behavior, concurrent }: Tree): readonly Act[] {
  const what = objectKind(removeType)
  return list(objects).map((object) => {
    const path = dropPath(object)
    if (what === 'policy') return policyDrop(path)
    return dropped(what, named(path), behavior === 'DROP_CASCADE', concurrent === true)
  })
}

function policyDrop(path: readonly string[]): Act {
  return { kind: 'row-security', table: named(path.slice(0, -1)), change: `policy ${path.at(-1) ?? ''} is dropped` }
}

function dropPath(object: unknown): readonly string[] {
  const { items, names, objname, sval } = inner(object)
  return typeof sval === 'string' ? [sval] : words(items ?? names ?? objname)
}

/** A `RenameStmt`. */
export function renameActs({ renameType, relationType, relation: of, object, subname, newname }: Tree): readonly Act[] {
  const what = objectKind(renameType)
  const part = text(subname)
  if (what === 'schema') return [{ kind: 'rename', what, name: { name: part ?? '' }, to: String(newname) }]
  // A function's or a type's name is a plain object.
  if (of === undefined) return [{ kind: 'rename', what, name: named(dropPath(object)), to: String(newname) }]
  const inside = what === 'column' || what === 'constraint' || what === 'attribute'
  const owner = inside && objectKind(relationType) === 'type' ? 'attribute' : what
  return [
    {
      kind: 'rename',
      what: owner,
      name: relation(of),
      ...(part !== undefined && { part }),
      to: String(newname),
    },
  ]
}
