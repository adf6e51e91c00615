import type { Database } from '../../ports/database.ts'
import { mayNeedSettling, settleAll } from '../array-casts.ts'
import { withFullNames } from '../search-path.ts'
import { inventoryQuery } from './query.ts'
import { inWords } from './words.ts'

/**
 * All that the system catalogs of a database say of what is the user's: what each object is called → its facts. It is read without the
 * diff engine, so that what the engine does not know cannot slip through a proof. Where the columns of a table stand is left aside.
 */
export type Inventory = ReadonlyMap<string, Facts>

type Facts = Readonly<Record<string, unknown>>

/** An object that is not the same in two databases. */
export interface Discrepancy {
  /** Such as `table public.users`. */
  readonly object: string
  /** What is there and what should be, in a sentence without a full stop. */
  readonly what: string
}

/** Leaves the database as it is, and its settings, too. */
export async function readInventory(database: Database): Promise<Inventory> {
  const query = await inventoryQuery(database)
  return withFullNames(database, async () => named(await database.query(query)))
}

/** Several catalogs may speak of one object, each of other facts. */
function named(rows: readonly Facts[]): Inventory {
  const inventory = new Map<string, Facts>()
  const texts = rows.map(({ address, facts }) => ({ address: String(address), text: String(facts) }))
  for (const { address, text } of texts.sort((a, b) => (a.text < b.text ? -1 : 1))) {
    const facts: Facts = settled(text)
    let name = address
    for (let number = 2; share(facts, inventory.get(name)); number++) name = `${address} (${number})`
    inventory.set(name, { ...inventory.get(name), ...facts })
  }
  return inventory
}

function settled(text: string): Facts {
  const facts = JSON.parse(text) as Facts
  return mayNeedSettling(text) ? settleAll(facts, new Map()) : facts
}

/** Whether both speak of the same facts. */
function share(facts: Facts, others: Facts = {}): boolean {
  return Object.keys(others).some((fact) => Object.hasOwn(facts, fact))
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

function changed(object: string, reached: Facts, wanted: Facts): readonly Discrepancy[] {
  if (JSON.stringify(reached) === JSON.stringify(wanted)) return []
  return Object.keys(wanted).flatMap((fact) => {
    if (JSON.stringify(reached[fact]) === JSON.stringify(wanted[fact])) return []
    const { name, value } = inWords(fact)
    return [
      { object, what: `the ${name} of ${object} is ${value(reached[fact])} and should be ${value(wanted[fact])}` },
    ]
  })
}
