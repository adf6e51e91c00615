import type { Database } from '../ports/database.ts'
import { type Catalog, readCatalog } from './catalog.ts'
import { differences } from './delta.ts'
import { type Discrepancy, discrepancies, type Inventory, readInventory } from './inventory/inventory.ts'

/** A database as the diff engine reads it, and as we do: what one of them overlooks, the other sees. */
export interface Reading {
  readonly catalog: Catalog
  readonly inventory: Inventory
}

export async function read(database: Database): Promise<Reading> {
  return { catalog: await readCatalog(database), inventory: await readInventory(database) }
}

/** What is not as it should be, by either reading; empty only when both find the same. */
export function compareReadings(reached: Reading, wanted: Reading): readonly Discrepancy[] {
  const own = discrepancies(reached.inventory, wanted.inventory)
  if (own.length > 0 || reached.catalog.fingerprint === wanted.catalog.fingerprint) return own
  return differences(reached.catalog, wanted.catalog).map((object) => ({
    object,
    what: `${object} is not as it should be`,
  }))
}
