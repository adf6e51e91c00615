import { ident, qualified } from '../../schema/sql.ts'
import type { Step } from '../delta.ts'
import { alone, follow, type Route } from './rewrite.ts'

/**
 * An index that is dropped and made anew under its name would be missing while it is built. The next one is built beside it, the two
 * change names in a moment, and then the first one goes.
 */
export function swapIndexes(steps: readonly Step[], route: Route): readonly Step[] {
  const swapped = [...steps]
  for (const create of steps.filter(({ subject, verb }) => subject.kind === 'index' && verb === 'create')) {
    const at = swapped.indexOf(create)
    const drop = swapped.find(
      ({ subject, verb }) => verb === 'drop' && subject.kind === 'index' && isSame(subject, create.subject),
    )
    const inPlace = drop && swap(create)
    if (!inPlace || !inPeace(swapped.slice(swapped.indexOf(drop) + 1, at), create, route)) continue
    swapped.splice(at, 1, ...inPlace)
    swapped.splice(swapped.indexOf(drop), 1)
  }
  return swapped
}

/**
 * A key that is dropped and made anew under its name: the index of the next one is built beside it, and takes over in one transaction.
 * A constraint gives its index its own name. https://www.postgresql.org/docs/current/sql-altertable.html
 */
export function swapKeys(steps: readonly Step[], route: Route): readonly Step[] {
  let swapped = steps
  for (const build of steps.filter(({ subject, transactional }) => subject.kind === 'constraint' && !transactional)) {
    const at = swapped.indexOf(build)
    const key = swapped[at + 1]
    const drop = swapped.find(({ subject, verb }) => verb === 'drop' && isSameKey(subject, build.subject))
    if (!drop || !key || !inPeace(swapped.slice(swapped.indexOf(drop) + 1, at), build, route)) continue
    const [name, next] = [ident(build.subject.name), ident(besides(build.subject.name, '_next'))]
    const beside = { ...build, sql: build.sql.replace(` CONCURRENTLY ${name} ON `, () => ` CONCURRENTLY ${next} ON `) }
    const taken = { ...key, sql: key.sql.replace(` USING INDEX ${name}`, () => ` USING INDEX ${next}`) }
    const inPlace = [beside, drop, taken]
    swapped = swapped.flatMap((step) => (step === drop || step === key ? [] : step === build ? inPlace : [step]))
  }
  return swapped
}

function isSameKey(one: Step['subject'], other: Step['subject']): boolean {
  return one.kind === 'constraint' && one.table === other.table && isSame(one, other)
}

function isSame(one: Step['subject'], other: Step['subject']): boolean {
  return one.schema === other.schema && one.name === other.name
}

/** Whether nothing happens to the table in between: a column may have to go after its index, or come before the next. */
function inPeace(between: readonly Step[], { subject }: Step, { to }: Route): boolean {
  const table = to.indexes.get(qualified(subject.schema ?? '', subject.name))?.table
  const others = between.filter((step) => step.subject.kind !== 'index')
  return others.every(({ tables }) => tables.every(({ schema, table: name }) => qualified(schema, name) !== table))
}

/** Undefined for an index that is not built concurrently. */
function swap(create: Step): readonly Step[] | undefined {
  const { schema = '', name } = create.subject
  const [, start] = /^(CREATE (?:UNIQUE )?INDEX CONCURRENTLY )/.exec(create.sql) ?? []
  if (start === undefined || !create.sql.startsWith(`${start}${ident(name)} ON `)) return undefined
  const [next, last] = [besides(name, '_next'), besides(name, '_last')]
  const rename = (from: string, to: string) =>
    follow(create, `ALTER INDEX ${qualified(schema, from)} RENAME TO ${ident(to)}`, 'shareUpdateExclusive')
  return [
    { ...create, sql: `${start}${ident(next)}${create.sql.slice(start.length + ident(name).length)}` },
    rename(name, last),
    rename(next, name),
    { ...alone(create, `DROP INDEX CONCURRENTLY ${qualified(schema, last)}`), verb: 'drop' },
  ]
}

const longestName = 63

/** A name like another one, in the bytes that a name may have. */
function besides(name: string, ending: string): string {
  let clipped = name
  while (new TextEncoder().encode(clipped + ending).length > longestName) clipped = clipped.slice(0, -1)
  return clipped + ending
}
