import { qualified } from '../../schema/sql.ts'
import { alone, type Rewrite, type Route } from './rewrite.ts'
import type { Scene } from './scene.ts'

/** An index is built while rows are written. PostgreSQL has no such way for a partitioned table. */
export const buildConcurrently: Rewrite = (step, route) => {
  const { subject, verb, sql } = step
  if (subject.kind !== 'index' || verb !== 'create' || !holdsRows(subject.schema, subject.name, route.to, route))
    return undefined
  return [alone(step, sql.replace(/^CREATE (UNIQUE )?INDEX /, 'CREATE $1INDEX CONCURRENTLY '))]
}

export const dropConcurrently: Rewrite = (step, route) => {
  const { subject, verb, sql } = step
  if (subject.kind !== 'index' || verb !== 'drop' || !holdsRows(subject.schema, subject.name, route.from, route))
    return undefined
  return [alone(step, sql.replace(/^DROP INDEX /, 'DROP INDEX CONCURRENTLY '))]
}

function holdsRows(schema: string | undefined, name: string, scene: Scene, { from, to }: Route): boolean {
  const table = scene.indexes.get(qualified(schema ?? '', name))?.table
  if (table === undefined) return false
  const [before, after] = [from.relations.get(table), to.relations.get(table)]
  return before === after && (before === 'ordinary' || before === 'materialized')
}
