// How many schema pairs end as a proven pair: node bench/compare.mjs PAIRS.jsonl [--every N] [--from N] [--target MAJOR] [--save FILE] (after npm run build).
// A row of the file is { source, name, dialect, old, new }. Prints every pair that is not proved, and outcomes by the kind of object
// that changes. `--save` appends a row per pair with its scripts, for bench/judge.mjs, and goes on where an earlier run stopped.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { nodeWorld } from '../dist/src/adapters/node-world.js'
import { compareScripts } from '../dist/src/migration/compare.js'
import { plainText } from '../dist/src/migration/formats/plain.js'
import { parseScript } from '../dist/src/schema/script.js'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    save: { type: 'string' },
    name: { type: 'string' },
    target: { type: 'string', default: '18' },
  },
})
const readRows = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

const postgres = readRows(positionals[0]).filter(({ dialect }) => dialect === 'postgres')
const chosen = postgres
  .map((row, id) => ({ ...row, id }))
  .filter(
    ({ id, name }) =>
      id % Number(flags.every) === Number(flags.from) % Number(flags.every) &&
      (!flags.name || name.includes(flags.name)),
  )
const done = flags.save && existsSync(flags.save) ? readRows(flags.save) : []
const known = new Map(done.map((row) => [row.id, row]))
const { scratch } = nodeWorld()
const target = { major: Number(flags.target), because: 'asked' }
const results = []
for (const row of chosen) {
  const result = known.get(row.id) ?? {
    id: row.id,
    source: row.source,
    name: row.name,
    old: row.old,
    new: row.new,
    ...(await compare(row)),
  }
  results.push(result)
  const { outcome, detail, ms } = result
  if (!known.has(row.id) && flags.save) appendFileSync(flags.save, `${JSON.stringify(result)}\n`)
  if (outcome !== 'proved' && outcome !== 'equal')
    console.log(`${outcome}: #${row.id} ${row.source} ${row.name} (${ms} ms): ${detail}`)
}
tally('source', (result) => [result.source])
tally('kind of object', (result) => result.kinds ?? [])

function tally(by, keys) {
  const table = {}
  for (const result of results) {
    for (const key of [...keys(result), 'all']) {
      table[key] ??= { pairs: 0, proved: 0, equal: 0, refused: 0, 'does not load': 0, broken: 0 }
      table[key].pairs++
      table[key][result.outcome]++
    }
  }
  console.log(`\nby ${by}`)
  console.table(
    Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a === 'all') - (b === 'all') || a.localeCompare(b))),
  )
}

async function compare(row) {
  const start = performance.now()
  const ms = () => Math.round(performance.now() - start)
  try {
    const [from, to] = [await script(row.old, 'old'), await script(row.new, 'new')]
    const { pair, refusals, survivals, stops } = await compareScripts(from, to, { online: true, target }, scratch)
    const kinds = [...new Set([...pair.up.steps, ...pair.down.steps].map(({ subject }) => subject.kind))].sort()
    const texts = { up: plainText([], pair.up), down: plainText([], pair.down) }
    const journey = { survivals, stops: stops.map(({ way, error }) => ({ way, message: error.message })) }
    if (refusals.length > 0)
      return { outcome: 'refused', kinds, detail: refusals.map(({ message }) => message).join(' '), ...texts, ms: ms() }
    return {
      outcome: pair.up.steps.length + pair.down.steps.length === 0 ? 'equal' : 'proved',
      kinds,
      ...texts,
      ...journey,
      ms: ms(),
    }
  } catch (error) {
    return {
      outcome: error.code ? 'does not load' : 'broken',
      detail: error.code ? error.message : error.stack,
      ms: ms(),
    }
  }
}

async function script(text, name) {
  const empty = { file: name, statements: [], extensions: [], roles: [] }
  return /\S/.test(text.replace(/--.*$/gm, '')) ? parseScript([{ file: name, text }], name) : empty
}
