import { extract } from '@supabase/pg-delta/extract'
import { type Action, plan as planActions } from '@supabase/pg-delta/plan'
import type { Database } from '../ports.ts'

/** All that a database's catalog says, as the diff engine knows it. Two equal catalogs have equal fingerprints. */
export interface Catalog {
  readonly fingerprint: string
  readonly facts: Facts
}

type PlannedDelta = ReturnType<typeof planActions>['deltas'][number]

type Facts = Awaited<ReturnType<typeof extract>>['factBase']

/** One step of a plan. `boundary` says where a commit must stand for the step to work. */
export interface Step {
  readonly sql: string
  readonly verb: 'create' | 'alter' | 'drop'
  readonly transactional: boolean
  readonly boundary: { readonly before: boolean; readonly after: boolean }
  readonly lock: string
  readonly losesData: boolean
  readonly mayRewrite: boolean
}

export interface RenameCandidate {
  readonly from: string
  readonly to: string
}

export interface Delta {
  readonly steps: readonly Step[]
  readonly settings: readonly { readonly name: string; readonly value: string }[]
  readonly renameCandidates: readonly RenameCandidate[]
}

/** Reads the catalog of a database, which stays as it is. */
export async function readCatalog(database: Database): Promise<Catalog> {
  const { factBase } = await extract(pool(database))
  return { fingerprint: factBase.rootHash, facts: factBase }
}

/** The ordered statements that turn one catalog into the other. */
export function delta(from: Catalog, to: Catalog): Delta {
  const plan = planActions(from.facts, to.facts)
  return {
    steps: plan.actions.map(step),
    settings: plan.preamble,
    renameCandidates: plan.renameCandidates.map((candidate) => ({
      from: name(candidate.from),
      to: name(candidate.to),
    })),
  }
}

/** What differs, one line per object, for a refusal that names it. */
export function differences(a: Catalog, b: Catalog): readonly string[] {
  return [...new Set(planActions(a.facts, b.facts).deltas.map((change) => name(subject(change))))]
}

function step(action: Action): Step {
  return {
    sql: action.sql.replace(/;\s*$/, ''),
    verb: action.verb,
    transactional: action.transactionality !== 'nonTransactional',
    boundary: { before: action.newSegmentBefore, after: action.transactionality === 'commitBoundaryAfter' },
    lock: action.lockClass,
    losesData: action.dataLoss === 'destructive',
    mayRewrite: action.rewriteRisk,
  }
}

function subject(change: PlannedDelta): unknown {
  if ('fact' in change) return change.fact.id
  return 'edge' in change ? change.edge.from : change.id
}

function name(id: unknown): string {
  if (typeof id !== 'object' || id === null) return String(id)
  const { kind, ...parts } = id as Record<string, unknown>
  return `${String(kind)} ${Object.values(parts)
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join('.')}`
}

/** The diff engine talks to a `pg.Pool`; this much of one is all it uses. */
function pool(database: Database): Parameters<typeof extract>[0] {
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
    const rows =
      rowMode === 'array' ? await database.queryArrays(text, values ?? []) : await database.query(text, values ?? [])
    return { rows, rowCount: rows.length }
  }
  const ignore = () => undefined
  const client = { query, release: ignore, on: ignore, off: ignore, removeListener: ignore }
  return { query, connect: async () => client } as unknown as Parameters<typeof extract>[0]
}
