// How long anybody waits while a pair runs: node bench/online.mjs FOLDER postgres://… [name…] [--rewrite] (after npm run build).
// For each NAME.sql of the folder that bench/online-scenarios.mjs knows: a database of the server is filled and edited by a pair, segment
// by segment, there and back, while readers and writers work and somebody holds a row for 2 s from time to time. What dies of its
// lock_timeout is tried again, as `db migrate` does. `--rewrite` adds a change of type, which stalls by nature. Exit 1 when anybody waits longer
// than the lock timeout and a margin, or pg_dump differs afterwards. Needs psql and pg_dump.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { parseStatements } from '../dist/src/schema/statements.js'
import { scenarios } from './online-scenarios.mjs'

const longestMs = 3000 + 500
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { rewrite: { type: 'boolean', default: false } },
})
const [folder, url, ...names] = positionals
const scratch = mkdtempSync(join(tmpdir(), 'backwright-online-'))
for (const name of names.length > 0 ? names : Object.keys(scenarios)) await bench(name, scenarios[name])
rmSync(scratch, { recursive: true })

async function bench(name, { fill, edit, rewrite, ...load }) {
  const text = readFileSync(join(folder, `${name}.sql`), 'utf8').replace(
    /^(DROP DATABASE|CREATE DATABASE|\\c ).*$/gm,
    '',
  )
  const change = flags.rewrite ? rewrite + edit : edit
  await fresh('online_to')
  psql('online_to', text)
  psql('online_to', `SET search_path = public; ${change}`, '-v', 'ON_ERROR_STOP=1')
  await fresh('online_from')
  psql('online_from', text)
  psql('online_from', `SET search_path = public; ${fill}`, '-v', 'ON_ERROR_STOP=1')
  const [before, wanted] = [dump('online_from'), dump('online_to')]
  // Partitions of a dump are made apart and attached, and so are not wholly what they are in the database.
  const pair = compare(name, before, `${before}\nSET search_path = public;\n${change}`)
  const rows = []
  for (const [way, sql, end] of [
    ['up', pair.up, wanted],
    ['down', pair.down, before],
  ]) {
    rows.push(...(await underLoad(way, sql, load)))
    const differing = difference(dump('online_from'), end)
    if (differing.length > 0) report(`${name}: pg_dump differs after ${way}: ${differing.slice(0, 6).join(' | ')}`)
  }
  console.log(`\n${name}`)
  console.table(rows)
  const worst = Math.max(...rows.map((row) => row['longest wait ms']))
  if (worst > longestMs && !flags.rewrite) report(`${name}: somebody waited ${worst} ms`)
}

function report(message) {
  console.log(message)
  process.exitCode = 1
}

/** Runs a file while others work → what each statement took, and the longest that anybody waited meanwhile. */
async function underLoad(way, sql, { write, read, hold }) {
  const stop = new AbortController()
  const waits = []
  const work = [...[write].flat(), ...[write].flat(), read, read].map((statement) =>
    worker(statement, waits, stop.signal),
  )
  const holder = holdNowAndThen(hold, stop.signal)
  await sleep(1000)
  const done = await applyFile(sql)
  await sleep(500)
  stop.abort()
  await Promise.all([...work, holder])
  return done.map(({ statement, start, end, attempts }) => {
    const meanwhile = waits.filter((wait) => wait.start < end && wait.end > start)
    const longest = Math.max(0, ...meanwhile.map((wait) => wait.end - wait.start))
    return {
      way,
      statement: statement.replace(/\s+/g, ' ').slice(0, 90),
      ms: Math.round(end - start),
      attempts,
      'longest wait ms': Math.round(longest),
    }
  })
}

async function worker(statement, waits, signal) {
  const client = await connect('online_from')
  while (!signal.aborted) {
    const start = performance.now()
    await client.query(statement)
    waits.push({ start, end: performance.now() })
    await sleep(2)
  }
  await client.end()
}

/** Somebody who keeps a row, and with it a lock of the table, for longer than is nice. */
async function holdNowAndThen(statement, signal) {
  const client = await connect('online_from')
  while (!signal.aborted) {
    await client.query('BEGIN')
    await client.query(statement)
    await sleep(2000)
    await client.query('COMMIT')
    await sleep(1500)
  }
  await client.end()
}

/** Statement by statement; a transaction that did not get its locks is tried again from its start. */
async function applyFile(sql) {
  const client = await connect('online_from')
  const done = []
  for (const part of await parts(sql)) {
    for (let attempt = 1; ; attempt++) {
      const ran = await attemptPart(part, client)
      done.push(...ran.statements.map((statement) => ({ ...statement, attempts: attempt })))
      if (!ran.error) break
      if (ran.error.code !== '55P03' || attempt === 10) throw ran.error
      await client.query('ROLLBACK')
      await sleep(500 * attempt)
    }
  }
  await client.end()
  return done
}

async function attemptPart(part, client) {
  const statements = []
  for (const { sql, kind } of part) {
    const start = performance.now()
    const error = await client.query(sql).then(
      () => undefined,
      (reason) => reason,
    )
    const isQuiet = kind === 'VariableSetStmt' || sql.startsWith('BEGIN')
    if (error || !isQuiet) statements.push({ statement: sql, start, end: performance.now() })
    if (error) return { statements, error }
  }
  return { statements }
}

/** Transactions as they stand in the file; what is outside of any is apart. */
async function parts(text) {
  const found = []
  let open = false
  for (const statement of await parseStatements(text, 'pair')) {
    if (open) found.at(-1).push(statement)
    else found.push([statement])
    if (statement.kind === 'TransactionStmt') open = statement.tree.kind === 'TRANS_STMT_BEGIN'
  }
  return found
}

function compare(name, from, to) {
  const [one, other] = ['from', 'to'].map((side) => join(scratch, `${name}-${side}.sql`))
  writeFileSync(one, from)
  writeFileSync(other, to)
  const output = join(scratch, name)
  const args = [
    'dist/src/cli/bin.js',
    'db',
    'compare',
    one,
    other,
    '-o',
    output,
    '--name',
    name,
    '--timestamp',
    '20260101000000',
    '--target',
    '15',
  ]
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status > 1) throw new Error(stderr + stdout)
  const read = (ending) =>
    readFileSync(
      join(
        output,
        readdirSync(output).find((file) => file.endsWith(ending)),
      ),
      'utf8',
    )
  return { up: read(`${name}.sql`), down: read('_rollback.sql') }
}

function psql(database, input, ...more) {
  const { status, stderr } = spawnSync('psql', ['-X', '-q', ...more, '-f', '-', address(database)], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(stderr.slice(0, 2000))
}

function dump(database) {
  const { status, stdout, stderr } = spawnSync('pg_dump', ['-s', '--no-owner', address(database)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(stderr)
  // A key of its own in every dump.
  return stdout.replace(/^\\(un)?restrict .*$/gm, '')
}

/** Lines of one dump that the other has not, whatever their order: columns may have changed places. */
function difference(one, other) {
  const lines = (text) => text.split('\n').map((line) => line.replace(/,$/, '').trim())
  const [left, right] = [lines(one).sort(), lines(other).sort()]
  if (left.join('\n') === right.join('\n')) return []
  const [a, b] = [new Set(left), new Set(right)]
  return [
    ...left.filter((line) => !b.has(line)).map((line) => `+ ${line}`),
    ...right.filter((line) => !a.has(line)).map((line) => `- ${line}`),
  ]
}

async function fresh(database) {
  const client = await connect('postgres')
  await client.query(`DROP DATABASE IF EXISTS ${database}`)
  await client.query(`CREATE DATABASE ${database} TEMPLATE template0`)
  await client.end()
}

async function connect(database) {
  const client = new pg.Client({ connectionString: address(database) })
  await client.connect()
  return client
}

function address(database) {
  const target = new URL(url)
  target.pathname = `/${database}`
  return target.href
}
