import type { Act, Name } from './acts/act.ts'
import { isSame } from './acts/name.ts'

/** What is known at one place of a migration by what comes before it. */
export interface Knowledge {
  isNew(table: Name): boolean
  isProven(table: Name, column: string): boolean
  /** What is known after an act. */
  after(act: Act): Knowledge
  /**
   * At the start of the next migration: what this one has made is in use by then, and what it has proved stays proved. `existing`
   * says what is there already, as far as that is known.
   */
  afterDeploy(existing: (table: Name) => boolean): Knowledge
}

interface Check {
  readonly table: Name
  readonly constraint: string | undefined
  /** The column that it proves to hold no null; `any` for a constraint whose text is not at hand. */
  readonly proves: { readonly column: string } | 'any' | undefined
  readonly valid: boolean
}

interface Facts {
  readonly made: readonly Name[]
  /** What was there and is dropped: what is made under its name is another thing. */
  readonly gone: readonly Name[]
  readonly checks: readonly Check[]
}

export const nothingKnown: Knowledge = knowing({ made: [], gone: [], checks: [] }, () => false)

function knowing(facts: Facts, existing: (table: Name) => boolean): Knowledge {
  return {
    isNew: (table) =>
      facts.made.some((name) => isSame(name, table)) &&
      (!existing(table) || facts.gone.some((name) => isSame(name, table))),
    isProven: (table, column) =>
      facts.checks.some((check) => check.valid && proves(check, column) && isSame(check.table, table)),
    after: (act) => knowing(learn(facts, act), existing),
    afterDeploy: (there) => knowing({ made: [], gone: [], checks: facts.checks }, there),
  }
}

const relations = new Set(['table', 'materialized view', 'view'])

function learn(facts: Facts, act: Act): Facts {
  switch (act.kind) {
    case 'make':
      return relations.has(act.what) ? { ...facts, made: [...facts.made, act.name] } : facts
    case 'make-view':
      return act.replaces ? facts : { ...facts, made: [...facts.made, act.name] }
    case 'drop':
      return relations.has(act.what) ? { ...facts, gone: [...facts.gone, act.name] } : facts
    case 'rename':
      return relations.has(act.what) ? { ...facts, made: renamed(facts.made, act.name, act.to) } : facts
    case 'add-check':
    case 'add-foreign-key': {
      const column = act.kind === 'add-check' ? act.proves : undefined
      const { table, constraint, valid } = act
      const check = { table, constraint, proves: column === undefined ? undefined : { column }, valid }
      return { ...facts, checks: [...facts.checks, check] }
    }
    case 'validate':
      return { ...facts, checks: validated(facts.checks, act) }
    case 'drop-constraint':
      return { ...facts, checks: facts.checks.filter((check) => !is(check, act)) }
    default:
      return facts
  }
}

function proves({ proves: proven }: Check, column: string): boolean {
  return proven === 'any' || proven?.column === column
}

/** An earlier migration, which is not at hand, may have added the constraint; whoever validates it knows what for. */
function validated(
  checks: readonly Check[],
  { table, constraint }: Extract<Act, { kind: 'validate' }>,
): readonly Check[] {
  const known = checks.some((check) => is(check, { table, constraint }))
  if (!known) return [...checks, { table, constraint, proves: 'any', valid: true }]
  return checks.map((check) => (is(check, { table, constraint }) ? { ...check, valid: true } : check))
}

function is(check: Check, { table, constraint }: { readonly table: Name; readonly constraint: string }): boolean {
  return check.constraint === constraint && isSame(check.table, table)
}

function renamed(made: readonly Name[], from: Name, to: string): readonly Name[] {
  // A table that moves to another schema keeps its name.
  return made.map((name) => (isSame(name, from) ? { ...name, name: to.startsWith('schema ') ? name.name : to } : name))
}
