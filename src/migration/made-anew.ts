import { excerpt } from '../base/text.ts'
import type { Database } from '../ports/database.ts'
import type { Script } from '../schema/script.ts'
import { readInventory } from './inventory/inventory.ts'
import type { Refusal } from './proof.ts'
import { historySchema } from './runner/history.ts'

/** What the catalogs of a server name, but for what belongs to the server and not to the schema, and for what only some versions have. */
export async function objectsOf(server: Database): Promise<readonly string[]> {
  const inventory = await readInventory(server)
  return [...inventory.keys()].filter((object) => !isAside(object))
}

const aside =
  /^(?:role |membership of |settings of |parameter |privileges of |user mapping |default acl |comment on role |NOT NULL of |subscription )/

function isAside(object: string): boolean {
  return aside.test(object) || object.includes(historySchema)
}

/**
 * What a server holds and the scratch database that was made after it does not: it would seem not to be there at all, and a difference to
 * the other schema would be overlooked.
 */
export async function notMadeAnew({ file, objects }: Script, scratch: Database): Promise<readonly Refusal[]> {
  if (!objects) return []
  const made = await readInventory(scratch)
  return objects
    .filter((object) => !made.has(object))
    .map((object) => ({ code: 'unplanned', object, message: unmade(object, file) }))
}

function unmade(object: string, file: string): string {
  return `${excerpt(object, 200)} is in ${file}, and no step is planned that would make it, so it cannot be compared. Compare with a dump of it instead, such as pg_dump --schema-only makes.`
}
