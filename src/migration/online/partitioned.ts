import { ident, qualified } from '../../schema/sql.ts'
import type { Step } from '../delta.ts'
import { follow, type Rewrite, type Route, scanApart } from './rewrite.ts'

/**
 * PostgreSQL knows no NOT VALID for the foreign key of a partitioned table (before 18), and no CONCURRENTLY for its index. What its
 * partitions have already, it takes over without a scan. https://www.postgresql.org/docs/current/ddl-partitioning.html
 */
export const referencePartitionsFirst: Rewrite = (step, route) => {
  const { subject, verb, sql } = step
  const leaves = hotLeaves(step, route)
  const [, definition] = / ADD CONSTRAINT (?:"(?:[^"]|"")*"|\w+) (FOREIGN KEY \(.*)$/s.exec(sql) ?? []
  if (subject.kind !== 'constraint' || verb !== 'create' || leaves.length === 0 || definition === undefined)
    return undefined
  const name = ident(subject.name)
  const first = leaves.flatMap((leaf) => {
    const own = ofLeaf(step, leaf, subject.name)
    const add = `ALTER TABLE ${leaf.name} ADD CONSTRAINT ${name} ${definition} NOT VALID`
    const validate = `ALTER TABLE ${leaf.name} VALIDATE CONSTRAINT ${name}`
    return [follow(own, add, 'shareRowExclusive'), scanApart(follow(own, validate, 'shareUpdateExclusive'))]
  })
  return [...first, takingOver(step, route)]
}

/** The same for a key: each partition gets its own, by the name that it is to have, and that of the partitioned table brings them together. */
export const keyPartitionsFirst: Rewrite = (step, route) => {
  const { subject, verb, sql } = step
  const leaves = hotLeaves(step, route)
  const kind = / ADD CONSTRAINT .* (PRIMARY KEY|UNIQUE)\b/s.exec(sql)?.[1]
  if (subject.kind !== 'constraint' || verb !== 'create' || leaves.length === 0 || kind === undefined) return undefined
  const key = qualified(subject.schema ?? '', subject.name)
  const below = [...route.to.indexes].filter(([, { parent }]) => isBelow(parent, key, route))
  const first: Step[] = []
  for (const leaf of leaves) {
    const [qualifiedName, index] = below.find(([, { table }]) => table === leaf.name) ?? []
    // What bears the name already is taken over as it is, or goes on the way.
    if (!qualifiedName || !index || index.method !== 'btree' || route.from.indexes.has(qualifiedName)) return undefined
    const own = ofLeaf(step, leaf, index.name)
    const build = index.definition.replace(/^CREATE UNIQUE INDEX /, 'CREATE UNIQUE INDEX CONCURRENTLY ')
    const using = `ALTER TABLE ${leaf.name} ADD CONSTRAINT ${ident(index.name)} ${kind} USING INDEX ${ident(index.name)}${index.deferral}`
    first.push({ ...own, sql: build, lock: 'shareUpdateExclusive', transactional: false })
    first.push(follow(own, using, 'accessExclusive'))
  }
  return [...first, takingOver(step, route)]
}

/** Since PostgreSQL 18, a partition that had its primary key first has a NOT NULL of its own, which does not go with that of the partitioned table. */
export const dropNotNullBelow: Rewrite = (step, route) => {
  const { subject, sql } = step
  if (subject.kind !== 'column' || !/ ALTER COLUMN .* DROP NOT NULL$/s.test(sql)) return undefined
  const column = ident(subject.name)
  const own = hotLeaves(step, route).filter(
    ({ name }) => route.from.required.has(`${name}.${column}`) && !route.to.required.has(`${name}.${column}`),
  )
  if (own.length === 0) return undefined
  const drops = own.map(({ schema, table, name }) => {
    const dropped = follow(step, `ALTER TABLE ${name} ALTER COLUMN ${column} DROP NOT NULL`, 'accessExclusive')
    return { ...dropped, subject: { ...subject, schema, table }, tables: [{ schema, table }] }
  })
  return [step, ...drops]
}

/** Nothing is read for it, unless a table with rows becomes a partition on the way. */
function takingOver(step: Step, { from, to }: Route): Step {
  const joins = [...to.partitions].some(
    ([name, { parent }]) => from.relations.has(name) && from.partitions.get(name)?.parent !== parent,
  )
  return joins ? step : { ...step, isBrief: true }
}

interface Leaf {
  readonly schema: string
  readonly table: string
  /** `schema.name` */
  readonly name: string
}

/** The partitions, at any depth, that hold rows before and after. None when the table is not partitioned before and after. */
function hotLeaves({ subject: { schema, table } }: Step, { from, to }: Route): readonly Leaf[] {
  if (schema === undefined || table === undefined) return []
  const root = qualified(schema, table)
  const isPartitioned = from.relations.get(root) === 'partitioned' && to.relations.get(root) === 'partitioned'
  if (!isPartitioned) return []
  const leavesOf = (parent: string): readonly Leaf[] =>
    [...from.partitions].flatMap(([name, partition]) => {
      if (partition.parent !== parent || to.partitions.get(name)?.parent !== parent) return []
      if (from.relations.get(name) === 'partitioned') return leavesOf(name)
      return from.relations.get(name) === 'ordinary' ? [{ ...partition, name }] : []
    })
  return [...leavesOf(root)].sort((one, other) => (one.name < other.name ? -1 : 1))
}

function isBelow(parent: string | undefined, key: string, route: Route): boolean {
  return parent !== undefined && (parent === key || isBelow(route.to.indexes.get(parent)?.parent, key, route))
}

function ofLeaf(step: Step, { schema, table }: Leaf, name: string): Step {
  return { ...step, subject: { kind: 'constraint', schema, table, name }, tables: [{ schema, table }] }
}
