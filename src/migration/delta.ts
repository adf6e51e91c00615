import { type Action, plan as planActions } from '@supabase/pg-delta/plan'
import { sayBack } from './array-casts.ts'
import type { Catalog } from './catalog.ts'
import { dotted, name, type Subject, subjectOf, tablesOf } from './object-name.ts'
import { withoutOwner } from './owner.ts'
import type { TableName } from './storage.ts'

/** A difference of two catalogs as the diff engine says it. */
export type CatalogDelta = ReturnType<typeof planActions>['deltas'][number]

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
