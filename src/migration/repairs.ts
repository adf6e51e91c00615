import type { Delta, Step } from './delta.ts'

/**
 * What the diff engine is known to get wrong, set right where the law is clear. Each repair is for one form of statement of this
 * version of the engine; the proof says whether it was right.
 */
export function repaired({ steps, ...delta }: Delta): Delta {
  return { ...delta, steps: notNullBeforeIdentity(steps.map(namedNotNullOnce).map(nothingCutOff)) }
}

/** PostgreSQL 18 keeps a name for a domain's NOT NULL, and the engine says NOT NULL both without and with it. */
function namedNotNullOnce(step: Step): Step {
  const { sql, subject, verb } = step
  if (subject.kind !== 'domain' || verb !== 'create' || !/ CONSTRAINT "(?:[^"]|"")+" NOT NULL\b/.test(sql)) return step
  return { ...step, sql: sql.replace(/ NOT NULL(?= CONSTRAINT )/, '') }
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
