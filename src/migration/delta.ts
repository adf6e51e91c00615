import { buildFactBase, encodeId } from '@supabase/pg-delta/core'
import { extract } from '@supabase/pg-delta/extract'
import { type Action, plan as planActions } from '@supabase/pg-delta/plan'
import type { Database } from '../ports.ts'
import { sayBack, settleAll } from './array-casts.ts'
import { dotted, name, type Subject, subjectOf, tablesOf } from './object-name.ts'
import { withoutOwner } from './owner.ts'
import type { TableName } from './storage.ts'

/** All that a database's catalog says, as the diff engine knows it. Two equal catalogs have equal fingerprints. */
export interface Catalog {
  readonly fingerprint: string
  readonly facts: Facts
  /** Who made the objects, and so owns them unless something else is said. */
  readonly role: string
  /** Settled casts of arrays → how the database says them where it has read its own words back. */
  readonly readBack: ReadonlyMap<string, string>
}

/** A difference of two catalogs as the diff engine says it. */
export type CatalogDelta = ReturnType<typeof planActions>['deltas'][number]

type Facts = Awaited<ReturnType<typeof extract>>['factBase']

/** An object of a catalog. */
export type Fact = ReturnType<Facts['facts']>[number]

/** What tells an object from all others. */
export const keyOf: (id: Fact['id']) => string = encodeId

/** The catalog without some of its objects. What belongs to them has to be gone, too. */
export function without(catalog: Catalog, isGone: (fact: Fact) => boolean): Catalog {
  const staying = catalog.facts.facts().filter((fact) => !isGone(fact))
  const there = new Set(staying.map(({ id }) => keyOf(id)))
  const edges = catalog.facts.edges.filter(({ from, to }) => there.has(keyOf(from)) && there.has(keyOf(to)))
  const facts = buildFactBase(staying, edges)
  return { ...catalog, facts, fingerprint: facts.rootHash }
}

/** One step of a plan. `boundary` says where a commit must stand for the step to work. */
export interface Step {
  readonly sql: string
  readonly verb: 'create' | 'alter' | 'drop'
  /** What it makes, changes or drops. */
  readonly subject: Subject
  /** The tables that it changes or reads, in any way. */
  readonly tables: readonly TableName[]
  readonly transactional: boolean
  readonly boundary: { readonly before: boolean; readonly after: boolean }
  readonly lock: string
  readonly losesData: boolean
  /** Whether it is known to be done in a moment, however many rows there are. */
  readonly isBrief?: boolean
}

/** Something that goes and something of the same make that comes. */
export interface RenameCandidate extends Rename {
  /** In 0..1: 1 when nothing else comes into question. */
  readonly score: number
  /** Whether somebody has said that it is a rename. */
  readonly accepted: boolean
}

/** Names as `schema.table` or `schema.table.column`, unquoted. */
export interface Rename {
  readonly from: string
  readonly to: string
}

export interface Delta {
  readonly steps: readonly Step[]
  readonly settings: readonly { readonly name: string; readonly value: string }[]
  readonly renameCandidates: readonly RenameCandidate[]
}

/** Reads the catalog of a database, which stays as it is. With `secrets: 'hidden'`, values that could be secret are placeholders. */
export async function readCatalog(
  database: Database,
  { secrets }: { readonly secrets: 'shown' | 'hidden' } = { secrets: 'shown' },
): Promise<Catalog> {
  const spoken = new Map<string, string>()
  const { factBase } = await extract(pool(database, spoken), { redactSecrets: secrets === 'hidden' })
  const [row] = await database.query('SELECT current_user AS role')
  return { fingerprint: factBase.rootHash, facts: factBase, role: String(row?.role), readBack: spoken }
}

/** The ordered statements that turn one catalog into the other. Only a rename that somebody has named is one; else it is a drop and an add. */
export function delta(from: Catalog, to: Catalog, renames: readonly Rename[] = []): Delta {
  // Without knowing who applies it, every new object would get an ALTER … OWNER TO the scratch database's own user.
  const capability = { role: to.role, isSuperuser: true, memberOf: [] }
  const options = { capability, renames: 'prompt' as const }
  const offered = planActions(from.facts, to.facts, options)
  const accepted = offered.renameCandidates.filter((candidate) => renames.some((rename) => isSame(rename, candidate)))
  const acceptRenames = accepted.map((candidate) => ({ from: candidate.from, to: candidate.to }))
  const plan = accepted.length > 0 ? planActions(from.facts, to.facts, { ...options, acceptRenames }) : offered
  return {
    steps: plan.actions.map((action) => step(action, to)),
    settings: plan.preamble,
    renameCandidates: offered.renameCandidates.map((candidate) => ({
      from: dotted(candidate.from),
      to: dotted(candidate.to),
      score: candidate.status === 'unambiguous' ? 1 : 0.5,
      accepted: accepted.includes(candidate),
    })),
  }
}

function isSame(rename: Rename, candidate: { readonly from: unknown; readonly to: unknown }): boolean {
  return rename.from === dotted(candidate.from) && rename.to === dotted(candidate.to)
}

/** All that differs, unordered. */
export function catalogDeltas(from: Catalog, to: Catalog): readonly CatalogDelta[] {
  return planActions(from.facts, to.facts).deltas
}

/** What differs, one line per object, for a refusal that names it. */
export function differences(a: Catalog, b: Catalog): readonly string[] {
  return [...new Set(catalogDeltas(a, b).map((change) => name(idOf(change))))]
}

function step(action: Action, to: Catalog): Step {
  const ids = [...action.destroys, ...action.produces, ...action.consumes]
  return {
    sql: sayBack(withoutOwner(action, to.role), to.readBack).replace(/;\s*$/, ''),
    verb: action.verb,
    subject: subjectOf(ids[0]),
    tables: tablesOf(ids.map(subjectOf)),
    transactional: action.transactionality !== 'nonTransactional',
    boundary: { before: action.newSegmentBefore, after: action.transactionality === 'commitBoundaryAfter' },
    lock: action.lockClass,
    losesData: action.dataLoss === 'destructive',
  }
}

function idOf(change: CatalogDelta): unknown {
  if ('fact' in change) return change.fact.id
  return 'edge' in change ? change.edge.from : change.id
}

/** The diff engine talks to a `pg.Pool`; this much of one is all it uses. */
function pool(database: Database, spoken: Map<string, string>): Parameters<typeof extract>[0] {
  const query = async (
    question: string | { text: string; values?: unknown[]; rowMode?: string },
    given?: unknown[],
  ) => {
    const {
      text,
      values = given,
      rowMode,
    } = typeof question === 'string'
      ? ({ text: question } as { text: string; values?: unknown[]; rowMode?: string })
      : question
    if (/^\s*(BEGIN|COMMIT|ROLLBACK|SET|RESET)\b/i.test(text)) {
      await database.exec(text)
      return { rows: [], rowCount: 0 }
    }
    const found =
      rowMode === 'array' ? await database.queryArrays(text, values ?? []) : await database.query(text, values ?? [])
    const rows = found.map((row) => settleAll(row, spoken))
    return { rows, rowCount: rows.length }
  }
  const ignore = () => undefined
  const client = { query, release: ignore, on: ignore, off: ignore, removeListener: ignore }
  return { query, connect: async () => client } as unknown as Parameters<typeof extract>[0]
}
