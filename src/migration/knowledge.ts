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

/** Names with the place from which on they stand for what they do. Places are numbered, so that each sees what comes before it only. */
type Ledger = Map<string, { readonly name: Name; readonly from: number }[]>

interface Facts {
  readonly made: Ledger
  /** What was there and is dropped: what is made under its name is another thing. */
  readonly gone: Ledger
  readonly place: number
  readonly checks: readonly Check[]
}

/** Before the first migration. */
export function nothingKnown(): Knowledge {
  return knowing(start([]), () => false)
}

function start(checks: readonly Check[]): Facts {
  return { made: new Map(), gone: new Map(), place: 0, checks }
}

function knowing(facts: Facts, existing: (table: Name) => boolean): Knowledge {
  const { made, gone, place, checks } = facts
  return {
    isNew: (table) => holds(made, table, place) && (!existing(table) || holds(gone, table, place)),
    isProven: (table, column) =>
      checks.some((check) => check.valid && proves(check, column) && isSame(check.table, table)),
    after: (act) => {
      note(act, facts)
      return knowing({ ...facts, place: place + 1, checks: checksAfter(act, checks) }, existing)
    },
    afterDeploy: (there) => knowing(start(checks), there),
  }
}

function holds(ledger: Ledger, table: Name, place: number): boolean {
  return ledger.get(table.name)?.some(({ name, from }) => from <= place && isSame(name, table)) ?? false
}

function enter(ledger: Ledger, name: Name, from: number): void {
  const entries = ledger.get(name.name)
  if (entries) entries.push({ name, from })
  else ledger.set(name.name, [{ name, from }])
}

const relations = new Set(['table', 'materialized view', 'view'])

/** Enters what an act makes and drops. */
function note(act: Act, { made, gone, place }: Facts): void {
  const from = place + 1
  if (act.kind === 'make' && relations.has(act.what)) enter(made, act.name, from)
  if (act.kind === 'make-view' && !act.replaces) enter(made, act.name, from)
  if (act.kind === 'drop' && relations.has(act.what)) enter(gone, act.name, from)
  if (act.kind === 'rename' && relations.has(act.what) && holds(made, act.name, place)) {
    // A table that moves to another schema keeps its name, and is found without one.
    enter(made, act.to.startsWith('schema ') ? { name: act.name.name } : { ...act.name, name: act.to }, from)
  }
}

function checksAfter(act: Act, checks: readonly Check[]): readonly Check[] {
  switch (act.kind) {
    case 'add-check':
    case 'add-foreign-key': {
      const column = act.kind === 'add-check' ? act.proves : undefined
      const { table, constraint, valid } = act
      return [...checks, { table, constraint, proves: column === undefined ? undefined : { column }, valid }]
    }
    case 'validate':
      return validated(checks, act)
    case 'drop-constraint':
      return checks.filter((check) => !is(check, act))
    default:
      return checks
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
