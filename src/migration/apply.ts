import { type Database, SqlError } from '../ports/database.ts'
import type { Delta, Step } from './delta.ts'
import { groups, mayRewrite } from './groups.ts'
import { segments } from './pair.ts'
import { storage, type TableName } from './storage.ts'

/** A step with what PostgreSQL did when it ran. */
export interface ObservedStep extends Step {
  /** The tables that were there before the migration and whose rows this step wrote anew. */
  readonly rewrites: readonly TableName[]
  /** What was seen not to come back of the values that it changed in place. */
  readonly spoils?: string
}

/** A step that PostgreSQL refused, with its own words. */
export interface Failure {
  readonly step: Step
  readonly error: SqlError
}

export interface Applied {
  readonly failure?: Failure
  /** The steps that ran. */
  readonly observed: readonly ObservedStep[]
}

/** Runs the steps in their transactions. After a failure the database is in an unknown state. */
export async function apply({ steps, settings }: Delta, database: Database): Promise<Applied> {
  const watch: Watch = { database, tables: await storage(database) }
  const observed: ObservedStep[] = []
  for (const segment of segments(steps)) {
    const ran = segment.transactional
      ? await runTransaction(segment.steps, settings, watch)
      : await runOneByOne(segment.steps, watch)
    for (const step of ran.observed) observed.push(step)
    if (ran.failure) return { failure: ran.failure, observed }
  }
  return { observed }
}

async function runTransaction(steps: readonly Step[], settings: Delta['settings'], watch: Watch): Promise<Applied> {
  const observed: ObservedStep[] = []
  await watch.database.exec('BEGIN')
  await setLocal(settings, watch.database)
  for (const group of groups(steps)) {
    const together = group.length > 1 ? await runTogether(group, watch) : undefined
    const ran = together ? { observed: together } : await runOneByOne(group, watch)
    for (const step of ran.observed) observed.push(step)
    if (ran.failure) return { failure: ran.failure, observed }
  }
  await watch.database.exec('COMMIT')
  return { observed }
}

interface Watch {
  readonly database: Database
  readonly tables: Awaited<ReturnType<typeof storage>>
}

/** Undefined, and the database as it was, when only one by one shows which step failed or rewrote a table. */
async function runTogether(
  group: readonly Step[],
  { database, tables }: Watch,
): Promise<readonly ObservedStep[] | undefined> {
  await database.exec('SAVEPOINT backwright_group')
  const text = group.map(({ sql }) => sql).join('\n;\n')
  if (!(await attempt(text, database))) {
    const observed = attribute(group, await tables.rewritten(text))
    if (observed) {
      await database.exec('RELEASE SAVEPOINT backwright_group')
      return observed
    }
  }
  await database.exec('ROLLBACK TO SAVEPOINT backwright_group')
  await tables.rewritten()
  return undefined
}

function attribute(group: readonly Step[], rewritten: readonly TableName[]): readonly ObservedStep[] | undefined {
  const rewrites = new Map<Step, TableName[]>()
  for (const table of rewritten) {
    const [step, ...others] = group.filter((each) => mayRewrite(each) && each.tables.some((own) => isSame(own, table)))
    if (!step || others.length > 0) return undefined
    rewrites.set(step, [...(rewrites.get(step) ?? []), table])
  }
  return group.map((step) => ({ ...step, rewrites: rewrites.get(step) ?? [] }))
}

function isSame(one: TableName, other: TableName): boolean {
  return one.schema === other.schema && one.table === other.table
}

async function runOneByOne(group: readonly Step[], { database, tables }: Watch): Promise<Applied> {
  const observed: ObservedStep[] = []
  for (const step of group) {
    const error = await attempt(step.sql, database)
    if (error) return { failure: { step, error }, observed }
    observed.push({ ...step, rewrites: mayRewrite(step) ? await tables.rewritten(step.sql) : [] })
  }
  return { observed }
}

async function setLocal(settings: Delta['settings'], database: Database): Promise<void> {
  for (const { name, value } of settings) await database.query('SELECT set_config($1, $2, true)', [name, value])
}

async function attempt(sql: string, database: Database): Promise<SqlError | undefined> {
  try {
    await database.exec(sql)
    return undefined
  } catch (error) {
    if (error instanceof SqlError) return error
    throw error
  }
}
