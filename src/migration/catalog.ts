import { buildFactBase, encodeId } from '@supabase/pg-delta/core'
import { extract } from '@supabase/pg-delta/extract'
import type { Database } from '../ports/database.ts'
import { settleAll } from './array-casts.ts'

/** All that a database's catalog says, as the diff engine knows it. Two equal catalogs have equal fingerprints. */
export interface Catalog {
  readonly fingerprint: string
  readonly facts: Facts
  /** Who made the objects, and so owns them unless something else is said. */
  readonly role: string
  /** Settled casts of arrays → how the database says them where it has read its own words back. */
  readonly readBack: ReadonlyMap<string, string>
}

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
