import type { Database } from '../../ports.ts'
import { settleAll } from '../array-casts.ts'
import { inventoryQuery } from './query.ts'

/**
 * All that the system catalogs of a database say of what is the user's: what each object is called → its facts. It is read without the
 * diff engine, so that what the engine does not know cannot slip through a proof. Where the columns of a table stand is left aside.
 */
export type Inventory = ReadonlyMap<string, Readonly<Record<string, unknown>>>

/** An object that is not the same in two databases. */
export interface Discrepancy {
  /** Such as `table public.users`. */
  readonly object: string
  /** What is there and what should be, in a sentence without a full stop. */
  readonly what: string
}

export async function readInventory(database: Database): Promise<Inventory> {
  const query = await inventoryQuery(database)
  await database.exec('SET search_path = pg_catalog')
  try {
    const rows = await database.query(query)
    return new Map(rows.map(({ address, facts }) => [String(address), settleAll(JSON.parse(String(facts)), new Map())]))
  } finally {
    await database.exec('RESET search_path')
  }
}

/** What is different in a database from what it should be, object by object. */
export function discrepancies(reached: Inventory, wanted: Inventory): readonly Discrepancy[] {
  const missing = [...wanted.keys()].filter((object) => !reached.has(object))
  const surplus = [...reached.keys()].filter((object) => !wanted.has(object))
  const both = [...wanted].flatMap(([object, facts]) => {
    const found = reached.get(object)
    return found ? changed(object, found, facts) : []
  })
  return [
    ...missing.map((object) => ({ object, what: `${object} is not there` })),
    ...surplus.map((object) => ({ object, what: `${object} should not be there` })),
    ...both,
  ]
}

function changed(
  object: string,
  reached: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): readonly Discrepancy[] {
  return Object.keys(wanted).flatMap((fact) => {
    const [is, should] = [JSON.stringify(reached[fact]), JSON.stringify(wanted[fact])]
    return is === should ? [] : [{ object, what: `${fact} of ${object} is ${is} and should be ${should}` }]
  })
}
