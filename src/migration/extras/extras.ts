import type { Database } from '../../ports/database.ts'
import type { Change } from '../change.ts'
import { byTable } from '../change.ts'
import type { Delta, Step } from '../delta.ts'
import type { Pair } from '../pair.ts'
import { withFullNames } from '../search-path.ts'
import { readCasts } from './casts.ts'
import { readColumnPrivileges } from './column-privileges.ts'
import { readComments } from './comments.ts'
import { readDefaultPrivileges } from './default-privileges.ts'
import type { Extra, Host } from './extra.ts'
import { readOptions } from './options.ts'
import { readStatistics } from './statistics.ts'
import { readTextSearch } from './text-search.ts'

/** What two databases hold of which the diff engine knows nothing. */
export interface Extras {
  readonly from: readonly Extra[]
  readonly to: readonly Extra[]
}

export async function readExtras(from: Database, to: Database): Promise<Extras> {
  const [before, after] = await Promise.all([readAll(from), readAll(to)])
  return { from: before, to: after }
}

/** In an order in which they can be made; the other way round, they can be dropped. */
function readAll(database: Database): Promise<readonly Extra[]> {
  return withFullNames(database, async () => [
    ...(await readTextSearch(database)),
    ...(await readOptions(database)),
    ...(await readStatistics(database)),
    ...(await readCasts(database)),
    ...(await readComments(database)),
    ...(await readDefaultPrivileges(database)),
    ...(await readColumnPrivileges(database)),
  ])
}

/** Adds the statements that make and drop them, both ways. */
export function planExtras({ up, down }: Pair, { from, to }: Extras): Pair {
  return { up: planned(up, from, to), down: planned(down, to, from) }
}

function planned(delta: Delta, start: readonly Extra[], end: readonly Extra[]): Delta {
  const [before, after] = [byObject(start), byObject(end)]
  const [gone, made] = [new Set<string>(), new Set<string>()]
  const goesWith = (extra: Extra) => extra.hosts.some((host) => isHit(host, 'drop', delta.steps, gone))
  const unmade = start.filter((extra) => {
    const stays = after.get(extra.object)?.definition === extra.definition
    if (stays && !goesWith(extra)) return false
    gone.add(extra.object)
    return !stays && !goesWith(extra)
  })
  const added = end.filter((extra) => {
    const comesAnew = extra.hosts.some((host) => isHit(host, 'create', delta.steps, made))
    if (before.get(extra.object)?.definition === extra.definition && !gone.has(extra.object) && !comesAnew) return false
    made.add(extra.object)
    return true
  })
  if (unmade.length + added.length === 0) return delta
  return { ...delta, steps: around(delta.steps, { unmade: unmade.reverse(), added }) }
}

function byObject(extras: readonly Extra[]): ReadonlyMap<string, Extra> {
  return new Map(extras.map((extra) => [extra.object, extra]))
}

/** Whether a host is made or dropped on the way. */
function isHit(host: Host, verb: 'create' | 'drop', steps: readonly Step[], extras: ReadonlySet<string>): boolean {
  if ('extra' in host) return extras.has(host.extra)
  return steps.some(({ verb: own, subject: { schema, table, name } }) => {
    if (own !== verb || schema !== host.schema) return false
    if (table === undefined && name === host.relation) return true
    return 'part' in host && name === host.part && (table === undefined || table === host.relation)
  })
}

/** Indexes and expressions may name what belongs to text search, so that comes before them and goes after them; the rest is about them. */
function around(
  steps: readonly Step[],
  { unmade, added }: Record<'unmade' | 'added', readonly Extra[]>,
): readonly Step[] {
  const isNamed = ({ kind }: Extra) => kind.startsWith('text search')
  const isMadeAgain = ({ object }: Extra) => added.some((extra) => extra.object === object)
  const drops = (extras: readonly Extra[]) =>
    extras.flatMap((extra) => extra.unmake.map((sql) => step(extra, 'drop', sql)))
  const makes = (extras: readonly Extra[]) =>
    extras.flatMap((extra) => extra.make.map((sql) => step(extra, 'create', sql)))
  const goLast = (extra: Extra) => isNamed(extra) && !isMadeAgain(extra)
  const holds = ({ subject }: Step) => subject.kind === 'schema' || subject.kind === 'extension'
  const start = steps.findLastIndex((each) => each.verb === 'create' && holds(each)) + 1
  const drop = steps.findIndex((each) => each.verb === 'drop' && holds(each))
  const end = drop < start ? steps.length : drop
  return [
    ...drops(unmade.filter((extra) => !goLast(extra))),
    ...steps.slice(0, start),
    ...makes(added.filter(isNamed)),
    ...steps.slice(start, end),
    ...drops(unmade.filter(goLast)),
    ...steps.slice(end),
    ...makes(added.filter((extra) => !isNamed(extra))),
  ]
}

function step({ object, kind, table, lock }: Extra, verb: 'create' | 'drop', sql: string): Step {
  return {
    sql,
    verb,
    subject: { kind, name: object.slice(kind.length + 1) },
    tables: table ? [table] : [],
    transactional: true,
    boundary: { before: false, after: false },
    lock,
    losesData: false,
  }
}

/** Adds them to what is told of two schemas. */
export function withExtras(changes: readonly Change[], { from, to }: Extras): readonly Change[] {
  const [before, after] = [byObject(from), byObject(to)]
  const told = [
    ...from.filter(({ object }) => !after.has(object)).map((extra) => change('drop', extra)),
    ...to.filter(({ object }) => !before.has(object)).map((extra) => change('add', extra)),
    ...to
      .filter(({ object, definition }) => before.has(object) && before.get(object)?.definition !== definition)
      .map((extra) => change('change', extra)),
  ]
  return told.length === 0 ? changes : [...changes, ...told].sort(byTable)
}

function change(action: Change['action'], { object, kind, table }: Extra): Change {
  return { action, object, kind, ...(table && { table: `${table.schema}.${table.table}` }), details: [], parts: [] }
}
