// How many schema pairs end as a proven pair: node bench/compare.mjs pairs.jsonl [sample] (after npm run build).
// A row of the file is { source, name, dialect, old, new }. Prints outcomes by source, and every one that is not proved.
import { readFileSync } from 'node:fs'
import { nodeWorld } from '../dist/src/adapters/node-world.js'
import { compareScripts } from '../dist/src/migration/compare.js'
import { parseScript } from '../dist/src/schema/script.js'

const [file, sample = '0'] = process.argv.slice(2)
const rows = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
  .filter(({ dialect }) => dialect === 'postgres')
const step = Number(sample) > 0 ? Math.max(1, Math.floor(rows.length / Number(sample))) : 1
const chosen = rows.filter((_, index) => index % step === 0)
const { scratch } = nodeWorld()
const table = {}
for (const row of chosen) {
  const { outcome, detail } = await compare(row)
  const counts = table[row.source] ?? {}
  table[row.source] = { ...counts, [outcome]: (counts[outcome] ?? 0) + 1 }
  if (outcome !== 'proved' && outcome !== 'equal') console.log(`${outcome}: ${row.source} ${row.name}: ${detail}`)
}
console.table(table)

async function compare(row) {
  try {
    const [from, to] = [await script(row.old, 'old'), await script(row.new, 'new')]
    const { pair, refusals, survivals, stops } = await compareScripts(from, to, { online: true }, scratch)
    if (refusals.length > 0) return { outcome: 'refused', detail: refusals.map(({ message }) => message).join(' ') }
    const unseen = survivals.filter(({ why }) => why.startsWith('Not seen'))
    if (unseen.length > 0) console.log(`unseen rows: ${row.name}: ${unseen.map(({ why }) => why).join(' ')}`)
    for (const stop of stops) console.log(`stops at rows (${stop.way}): ${row.name}: ${stop.error.message}`)
    return { outcome: pair.up.steps.length === 0 ? 'equal' : 'proved' }
  } catch (error) {
    return { outcome: error.code ? 'does not load' : 'broken', detail: error.code ? error.message : error.stack }
  }
}

async function script(text, name) {
  const empty = { file: name, statements: [], extensions: [], roles: [] }
  return /\S/.test(text.replace(/--.*$/gm, '')) ? parseScript([{ file: name, text }], name) : empty
}
