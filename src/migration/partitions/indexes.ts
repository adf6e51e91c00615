import type { Database } from '../../ports/database.ts'
import { ident, qualified } from '../../schema/sql.ts'
import type { Delta, Step } from '../delta.ts'
import type { Pair } from '../pair.ts'
import { childrenOf, depth, type IndexTree, isSameTable, readIndexTree, type TreeIndex } from './index-tree.ts'

/**
 * The diff engine knows the index of a partitioned table, and not those of its partitions that belong to it. They are built, each by its
 * own name, and put in their place. https://www.postgresql.org/docs/current/ddl-partitioning.html
 */
export async function planPartitionIndexes({ up, down }: Pair, from: Database, to: Database): Promise<Pair> {
  const [start, end] = await Promise.all([readIndexTree(from), readIndexTree(to)])
  const isPlain = [...start.values(), ...end.values()].every(({ parent }) => parent === undefined)
  return isPlain ? { up, down } : { up: planned(up, start, end), down: planned(down, end, start) }
}

function planned(delta: Delta, start: IndexTree, end: IndexTree): Delta {
  const kept = delta.steps.filter((step) => !dropsWhatStays(step, start, end))
  const rebuilt = rebuiltParents({ ...delta, steps: kept }, start, end)
  const renewed = rebuilt.flatMap(([name, index]) => [drop(name, index), create(index)])
  const plan = { steps: [...renewed, ...kept], start, end }
  return { ...delta, steps: [...plan.steps, ...renames(plan), ...additions(plan)] }
}

/** Steps as far as they are known, and where they start and lead. */
interface Plan {
  readonly steps: readonly Step[]
  readonly start: IndexTree
  readonly end: IndexTree
}

/** An index that belongs to another afterwards is gone only for the diff engine. */
function dropsWhatStays({ verb, subject }: Step, start: IndexTree, end: IndexTree): boolean {
  if (verb !== 'drop' || subject.kind !== 'index') return false
  const name = qualified(subject.schema ?? '', subject.name)
  const [before, after] = [start.get(name), end.get(name)]
  return before !== undefined && after?.parent !== undefined && isSameIndex(before, after)
}

function isSameIndex(one: TreeIndex, other: TreeIndex): boolean {
  return isSameTable(one, other) && one.definition === other.definition
}

/** What belongs to an index cannot leave it; without one of its children, the index must be made anew. */
function rebuiltParents({ steps }: Delta, start: IndexTree, end: IndexTree): readonly (readonly [string, TreeIndex])[] {
  return [...end].filter(([name, index]) => {
    const before = start.get(name)
    if (!before || before.ofConstraint || !isSameIndex(before, index) || isLost(name, { steps, start, end }))
      return false
    return childrenOf(name, start).some(([child, { table }]) => {
      if (isTouched(table, steps, 'drop')) return false
      return end.get(child)?.parent !== name && successor(child, { steps, start, end }) === undefined
    })
  })
}

/** Whether an index of the start goes on the way: by itself, with its table, or with the index that it belongs to. */
function isLost(name: string, { steps, start }: Plan): boolean {
  const index = start.get(name)
  if (!index) return true
  const isDropped = steps.some(
    ({ verb, subject }) =>
      verb === 'drop' &&
      ['index', 'constraint'].includes(subject.kind) &&
      subject.name === index.name &&
      subject.schema === index.schema,
  )
  if (isDropped || isTouched(index.table, steps, 'drop')) return true
  return index.parent !== undefined && isLost(index.parent, { steps, start, end: start })
}

function isTouched({ schema, table }: TreeIndex['table'], steps: readonly Step[], verb: Step['verb']): boolean {
  return steps.some(
    ({ subject, verb: own }) =>
      own === verb && subject.kind === 'table' && subject.schema === schema && subject.name === table,
  )
}

/** The index that has the place of another afterwards: of the same table, under the same parent, by another name. */
function successor(name: string, { start, end }: Plan): string | undefined {
  const before = start.get(name)
  if (before?.parent === undefined || end.has(name)) return undefined
  const heirs = childrenOf(before.parent, end).filter(([heir, index]) => !start.has(heir) && isSameTable(index, before))
  return heirs.length === 1 ? heirs[0]?.[0] : undefined
}

function renames(plan: Plan): readonly Step[] {
  return [...plan.start.keys()].flatMap((name) => {
    const heir = isLost(name, plan) ? undefined : plan.end.get(successor(name, plan) ?? '')
    return heir ? [step(heir, `ALTER INDEX ${name} RENAME TO ${ident(heir.name)}`, 'shareUpdateExclusive')] : []
  })
}

/** The indexes that are to belong to others and do not yet: made where they are missing, and put in their places from the bottom up. */
function additions(plan: Plan): readonly Step[] {
  const { start, end } = plan
  const heirs = new Set([...start.keys()].map((name) => (isLost(name, plan) ? undefined : successor(name, plan))))
  const open = [...end].filter(
    ([name, index]) => index.parent !== undefined && !heirs.has(name) && !comesByItself(name, index, plan),
  )
  const missing = open.filter(
    ([name, index]) => !index.ofConstraint && (isLost(name, plan) || !isSameIndex(start.get(name) as TreeIndex, index)),
  )
  const attached = [...open].sort(([, a], [, b]) => depth(b, end) - depth(a, end))
  return [
    ...missing.map(([, index]) => create(index)),
    ...attached.map(([name, index]) =>
      step(index, `ALTER INDEX ${index.parent} ATTACH PARTITION ${name}`, 'accessExclusive'),
    ),
  ]
}

/** PostgreSQL makes the indexes of a new partition, and those that belong to a constraint of the partitioned table. */
function comesByItself(name: string, index: TreeIndex, plan: Plan): boolean {
  const parent = index.parent ?? ''
  const isParentThere = !isLost(parent, plan)
  if (plan.end.get(parent)?.ofConstraint && !(isParentThere && !isLost(name, plan))) return true
  if (isParentThere && isTouched(index.table, plan.steps, 'create')) return true
  return isParentThere && !isLost(name, plan) && plan.start.get(name)?.parent === parent
}

function create(index: TreeIndex): Step {
  return { ...step(index, index.definition, 'share'), verb: 'create' }
}

function drop(name: string, index: TreeIndex): Step {
  return { ...step(index, `DROP INDEX ${name}`, 'accessExclusive'), verb: 'drop' }
}

function step({ schema, name, table }: TreeIndex, sql: string, lock: string): Step {
  return {
    sql,
    lock,
    verb: 'alter',
    subject: { kind: 'index', schema, name },
    tables: [table],
    transactional: true,
    boundary: { before: false, after: false },
    losesData: false,
  }
}
