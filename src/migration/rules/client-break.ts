import type { Problem, Rule } from '../../base/rule.ts'
import { ident } from '../../schema/sql.ts'
import type { Act, AddedColumn } from '../acts/act.ts'
import { atObject, atTable, isSame, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const clientBreak: Rule<Situation> = {
  id: 'client-break',
  severity: 'error',
  summary: 'Keep the old name until nobody uses it.',

  *check(situation) {
    for (const act of situation.acts) {
      if (act.kind === 'rename') yield* renamed(act, situation)
      if (act.kind === 'add-column') yield* required(act, situation)
      if (act.kind === 'drop') yield* dropped(act, situation)
    }
  },
}

function* renamed(act: Rename, { isNew, migration, undone }: Situation): Iterable<Problem> {
  const { what, name, part, to } = act
  if (isNew(name) || !named.has(what) || isKept(act, migration) || isUndo(act, undone)) return
  const old = part === undefined ? nameText(name) : `${nameText(name)}.${part}`
  const column = what === 'column' && part !== undefined ? { column: part } : {}
  yield {
    at: relations.has(what) || what === 'column' ? atTable(name, column) : atObject(name),
    message: `Clients that know ${what} ${old} fail from here on: it becomes ${to}. ${advice(what)}`,
    why: 'While a release is rolled out, versions that know the old name and versions that know the next one run side by side.',
  }
}

function* required({ table, column }: Addition, { isNew }: Situation): Iterable<Problem> {
  if (!isRequired(column) || isNew(table)) return
  yield {
    at: atTable(table, { column: column.name }),
    message: `Clients that do not know ${ident(column.name)} can insert no row into ${nameText(table)} from here on, and it fails at once where there are rows. Give the column a default, or add it as nullable, fill it, and set NOT NULL later.`,
    why: 'A NOT NULL column without a default asks every insert for a value.',
  }
}

function* dropped(act: Drop, { migration, way }: Situation): Iterable<Problem> {
  if (!callable.has(act.what) || way === 'down' || isMade(act, migration)) return
  yield {
    at: atObject(act.name),
    message: `Clients that use ${act.what} ${nameText(act.name)} fail from here on. Release a version that does not use it first.`,
    why: 'It is dropped and not made again by this migration.',
  }
}

type Addition = Extract<Act, { kind: 'add-column' }>
type Rename = Extract<Act, { kind: 'rename' }>
type Drop = Extract<Act, { kind: 'drop' }>

const relations = new Set(['table', 'view', 'materialized view', 'foreign table'])
const named = new Set([...relations, 'column', 'schema', 'enum value', 'function', 'procedure', 'routine'])
const callable = new Set(['view', 'function', 'procedure', 'routine'])
const serials = new Set(['serial', 'bigserial', 'smallserial', 'serial2', 'serial4', 'serial8'])

/** Something else takes the old name in the same migration, a view or the column that replaces it; or it is what takes one. */
function isKept({ what, name, part, to }: Rename, migration: readonly Act[]): boolean {
  if (part !== undefined) {
    return migration.some(
      (act) =>
        act.kind === 'rename' && act.what === what && isSame(act.name, name) && (act.to === part || act.part === to),
    )
  }
  return migration.some(
    (act) =>
      ((act.kind === 'make' || act.kind === 'make-view') && isSame(act.name, name)) ||
      (act.kind === 'rename' && act.what === what && (act.to === name.name || act.name.name === to)),
  )
}

function isUndo({ what, name, part, to }: Rename, undone: readonly Act[]): boolean {
  return undone.some(
    (act) =>
      act.kind === 'rename' &&
      act.what === what &&
      act.to === (part ?? name.name) &&
      (act.part ?? act.name.name) === to,
  )
}

function isMade({ name }: Drop, migration: readonly Act[]): boolean {
  return migration.some((act) => (act.kind === 'make' || act.kind === 'make-view') && isSame(act.name, name))
}

function isRequired({ notNull, default: value, identity, generated, type }: AddedColumn): boolean {
  return notNull && value === undefined && !identity && generated === undefined && !serials.has(type)
}

function advice(what: string): string {
  if (what === 'table') return 'Leave a view with the old name behind, in the same transaction, until nobody uses it.'
  if (what === 'column') return 'Add a column, keep both in step, move the clients, then drop the old one.'
  return 'Make the other one beside it, move the clients, then drop the old one.'
}
