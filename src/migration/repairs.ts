import type { Delta, Step } from './delta.ts'

/**
 * What the diff engine is known to get wrong, set right where the law is clear. Each repair is for one form of statement of this
 * version of the engine; the proof says whether it was right.
 */
export function repaired({ steps, ...delta }: Delta): Delta {
  return {
    ...delta,
    steps: defaultsAroundTypes(
      notNullBeforeIdentity(domainNotNullOnce(steps.map(namedNotNullOnce).map(nothingCutOff))),
    ),
  }
}

/** PostgreSQL 18 keeps a name for a domain's NOT NULL, and the engine says NOT NULL both without and with it. */
function namedNotNullOnce(step: Step): Step {
  const { sql, subject, verb } = step
  if (subject.kind !== 'domain' || verb !== 'create' || !/ CONSTRAINT "(?:[^"]|"")+" NOT NULL\b/.test(sql)) return step
  return { ...step, sql: sql.replace(/ NOT NULL(?= CONSTRAINT )/, '') }
}

/**
 * The NOT NULL of a domain that is there changes once, not once as a property and once as a constraint. As a constraint only where it
 * has a name of its own, which PostgreSQL before 18 does not know.
 */
function domainNotNullOnce(steps: readonly Step[]): readonly Step[] {
  const said = new Set(steps.map(({ sql }) => sql))
  return steps.filter(({ sql }) => {
    const [, domain, verb, name] =
      /^(ALTER DOMAIN .*) (ADD|DROP) CONSTRAINT "((?:[^"]|"")*)"(?: NOT NULL)?$/s.exec(sql) ?? []
    if (domain !== undefined && name?.endsWith('_not_null'))
      return !said.has(`${domain} ${verb === 'ADD' ? 'SET' : 'DROP'} NOT NULL`)
    const set = /^(ALTER DOMAIN .*) SET NOT NULL$/s.exec(sql)?.[1]
    return !steps.some((other) => set !== undefined && isOwnNotNull(other.sql, set))
  })
}

function isOwnNotNull(sql: string, domain: string): boolean {
  return sql.startsWith(`${domain} ADD CONSTRAINT "`) && / NOT NULL$/.test(sql) && !/_not_null" NOT NULL$/.test(sql)
}

/** An explicit cast to a text of limited length cuts off what is too long; without one PostgreSQL refuses such a row. */
function nothingCutOff(step: Step): Step {
  const column = /^(ALTER TABLE .* ALTER COLUMN (.*) TYPE (?:character varying|character)\(\d+\)) USING (.*)$/s.exec(
    step.sql,
  )
  const [, statement = '', name, cast] = column ?? []
  return cast?.startsWith(`${name}::character`) ? { ...step, sql: statement } : step
}

/** A column must be NOT NULL before it can become an identity column. */
function notNullBeforeIdentity(steps: readonly Step[]): readonly Step[] {
  const ordered = [...steps]
  for (const step of steps) {
    const column = /^(ALTER TABLE .* ALTER COLUMN .*) ADD GENERATED /s.exec(step.sql)?.[1]
    const later = ordered.findIndex(({ sql }) => column !== undefined && sql === `${column} SET NOT NULL`)
    const at = ordered.indexOf(step)
    if (later > at) ordered.splice(at, 0, ...ordered.splice(later, 1))
  }
  return ordered
}

/** A default is of the type of its column: it goes before the type changes, comes after, and each once. */
function defaultsAroundTypes(steps: readonly Step[]): readonly Step[] {
  let ordered = steps
  for (const step of steps) {
    const column = /^(ALTER TABLE .* ALTER COLUMN .*) TYPE /s.exec(step.sql)?.[1]
    if (column !== undefined && step.subject.kind === 'column') ordered = aroundType(ordered, step, column)
  }
  return ordered
}

function aroundType(steps: readonly Step[], type: Step, column: string): readonly Step[] {
  const drops = steps.filter(({ sql }) => sql === `${column} DROP DEFAULT`)
  const sets = steps.filter(({ sql }) => sql.startsWith(`${column} SET DEFAULT `))
  const last = sets.at(-1)
  const early = last !== undefined && steps.indexOf(last) < steps.indexOf(type)
  const gone = new Set([...drops.slice(1), ...(early ? sets : sets.slice(0, -1))])
  return steps.filter((step) => !gone.has(step)).flatMap((step) => (step === type && early ? [type, last] : [step]))
}
