// Changes a schema, shows the proved pair, and takes it to an embedded PostgreSQL: there and back.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeWorld } from '../../dist/src/adapters/node-world.js'
import { readCatalog } from '../../dist/src/migration/catalog.js'
import { loadScript } from '../../dist/src/schema/load.js'
import { readScript } from '../../dist/src/schema/script.js'
import { parseStatements } from '../../dist/src/schema/statements.js'
import { backwright, bad, good, say, show } from './story.mjs'

/** Resolves to the two schemas, for the review. */
export async function changeSchema({ schema, folder }) {
  const [from, to] = schema ? [schema, withFixes(schema, folder)] : ['examples/db/before.sql', 'examples/db/after.sql']
  const migrations = join(folder, 'migrations')
  const flags = ['-o', migrations, '--name', 'next_release']
  const { stdout } = backwright(['db', 'compare', from, to, ...flags], { expected: [0, 1, 4] })
  show(stdout)
  const names = readable(migrations)
  if (names.length === 0) {
    say('Nothing was written, so there is nothing to apply.')
    return { from, to }
  }
  const [up, down] = names.map((name) => readFileSync(join(migrations, name), 'utf8'))
  say(`\n${names[0]}:`)
  show(up, 60)
  say(`\n${names[1]}:`)
  show(down, 60)
  await thereAndBack(from, up, down)
  return { from, to }
}

/** The user's own schema with what our analysis would mend, and one more table. */
function withFixes(schema, folder) {
  const { findings } = JSON.parse(backwright(['db', 'analyze', schema, '--fail-on', 'never'], { json: true }).stdout)
  say(`The analysis has ${findings.length} findings. The change: their fixes, and one more table.\n`)
  const fixes = findings.flatMap(({ fix }) => (fix ? [fix.up.replace(' CONCURRENTLY', '')] : []))
  const path = join(folder, 'changed.sql')
  const more = 'CREATE TABLE public.demo_note (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL);'
  writeFileSync(path, `${readFileSync(schema, 'utf8')}\n;${fixes.join('\n')}\n${more}\n`)
  return path
}

function readable(folder) {
  try {
    return readdirSync(folder).sort()
  } catch {
    // The pair was refused, or there was nothing to do.
    return []
  }
}

async function thereAndBack(from, up, down) {
  const world = nodeWorld()
  const script = await readScript(from, world)
  const database = await loadScript(script, script.roles, world.scratch)
  try {
    const before = await readCatalog(database)
    await apply(up, database)
    const between = await readCatalog(database)
    good(`applied on an embedded PostgreSQL (${database.engine.version})`)
    await apply(down, database)
    const after = await readCatalog(database)
    const back = after.fingerprint === before.fingerprint && between.fingerprint !== before.fingerprint
    if (back) good('reverted: the catalog is what it was, to the last comment')
    else bad('the catalog is not what it was')
  } finally {
    await database.close()
  }
}

/** As psql would: statement by statement, so that what may not be in a transaction is in none. */
async function apply(sql, database) {
  for (const statement of await parseStatements(sql, 'migration')) await database.exec(statement.sql)
}
