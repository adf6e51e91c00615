// What another judge says of proved pairs: node bench/judge.mjs SAVED.jsonl postgres://… (after bench/compare.mjs --save).
// Each pair is applied with psql to a database of its own on the server, there and back, and pg_dump says whether the catalogs are those
// of the two schemas. Only the place of columns, and of one grant among others, is left aside. Needs psql and pg_dump, and a server without anybody's roles: the
// roles that a pair leaves are dropped.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import pg from 'pg'

const [file, url] = process.argv.slice(2)
const rows = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
const client = new pg.Client({ connectionString: url })
await client.connect()
const { rows: kept } = await client.query('SELECT rolname FROM pg_roles')
const own = new Set(kept.map(({ rolname }) => rolname))
const database = new URL(url)
database.pathname = '/backwright_judge'

const table = {}
for (const row of rows.filter(({ outcome }) => outcome === 'proved' || outcome === 'equal')) {
  const { verdict, detail } = await judge(row)
  for (const kind of [...(row.kinds.length > 0 ? row.kinds : ['nothing']), 'all']) {
    table[kind] ??= { pairs: 0, right: 0, unequal: 0, fails: 0, 'not on this server': 0 }
    table[kind].pairs++
    table[kind][verdict]++
  }
  if (verdict === 'unequal' || verdict === 'fails')
    console.log(`${verdict}: #${row.id} ${row.source} ${row.name}: ${detail}`)
}
console.table(
  Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a === 'all') - (b === 'all') || a.localeCompare(b))),
)
await client.end()

async function judge({ old, new: next, up, down }) {
  // A role that both sides speak of and neither makes is on the server before the migration, too.
  const roles = new Set()
  const target = await fresh(next, roles)
  if (target.error) return { verdict: 'not on this server', detail: target.error }
  const wanted = dump()
  const start = await fresh(old, roles)
  if (start.error) return { verdict: 'not on this server', detail: start.error }
  const before = dump()
  const there = psql(up)
  if (there) return { verdict: 'fails', detail: `up: ${there}` }
  const reached = difference(dump(), wanted)
  if (reached) return { verdict: 'unequal', detail: `up: ${reached}` }
  const back = psql(down)
  if (back) return { verdict: 'fails', detail: `down: ${back}` }
  const returned = difference(dump(), before)
  return returned ? { verdict: 'unequal', detail: `down: ${returned}` } : { verdict: 'right' }
}

/** An empty database with the schema in it. Roles that the schema speaks of and does not make are made, and added to `roles`. */
async function fresh(sql, roles) {
  await client.query('DROP DATABASE IF EXISTS backwright_judge')
  const { rows: all } = await client.query('SELECT rolname FROM pg_roles')
  for (const { rolname } of all.filter((role) => !own.has(role.rolname)))
    await client.query(`DROP ROLE ${pg.escapeIdentifier(rolname)}`)
  await client.query('CREATE DATABASE backwright_judge TEMPLATE template0')
  for (const role of roles) await client.query(`CREATE ROLE ${pg.escapeIdentifier(role)}`)
  let error
  for (let attempt = 0; attempt < 20; attempt++) {
    error = psql(sql, '--single-transaction')
    const missing = /role "((?:[^"]|"")*)" does not exist/.exec(error ?? '')?.[1]
    if (missing === undefined) break
    await client.query(`CREATE ROLE ${pg.escapeIdentifier(missing)}`)
    roles.add(missing)
  }
  return { error }
}

/** The error, if there is one. */
function psql(sql, ...more) {
  const { status, stderr } = spawnSync(
    'psql',
    ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...more, '-f', '-', database.href],
    { input: sql, encoding: 'utf8' },
  )
  return status === 0 ? undefined : (/ERROR:.*/.exec(stderr)?.[0] ?? stderr)
}

/** The entries of a dump, with the columns of a table and the grants of an object in the order of their names. */
function dump() {
  const { stdout, stderr, status } = spawnSync('pg_dump', ['--schema-only', database.href], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(stderr)
  return new Set(
    stdout
      .split(/^--\n-- Name: .*\n--\n/m)
      .map((entry) => entry.replace(/^(?:--.*|SET .*|SELECT pg_catalog\.set_config.*|\\.*)$/gm, '').trim())
      .map((entry) => (/^(?:CREATE (?:UNLOGGED |FOREIGN )?TABLE|GRANT|REVOKE) /.test(entry) ? inOrder(entry) : entry))
      .filter((entry) => entry !== ''),
  )
}

function inOrder(entry) {
  return entry
    .split('\n')
    .map((line) => line.replace(/,$/, ''))
    .sort()
    .join('\n')
}

function difference(one, other) {
  const [more, less] = [[...one].filter((entry) => !other.has(entry)), [...other].filter((entry) => !one.has(entry))]
  if (more.length + less.length === 0) return undefined
  return `has ${JSON.stringify(more).slice(0, 600)}, should have ${JSON.stringify(less).slice(0, 600)}`
}
