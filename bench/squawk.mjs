// What squawk says of saved pairs: node bench/squawk.mjs SAVED.jsonl [--blocking] [--each] (after bench/compare.mjs --save; needs npm ci on a machine
// that squawk is built for). Remarks on tables that a pair makes itself do not count: nobody uses them yet. Prints how many pairs trip each
// rule, and with `--each` every statement that does. `--blocking` takes the rules about locks only, and asks `db lint`, with the schema
// before, about the same statements: where it has no hazard either, PostgreSQL neither wrote nor read a table there.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { nodeWorld } from '../dist/src/adapters/node-world.js'
import { lint, parseFile } from '../dist/src/migration/lint/lint.js'
import { loadScript } from '../dist/src/schema/load.js'
import { parseScript } from '../dist/src/schema/script.js'
import { parseStatements } from '../dist/src/schema/statements.js'

const require = createRequire(import.meta.url)
const home = dirname(require.resolve(`@squawk-cli/${process.platform}-${process.arch}/package.json`))
const program = join(home, 'bin', process.platform === 'win32' ? 'squawk.exe' : 'squawk')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { each: { type: 'boolean' }, blocking: { type: 'boolean' } },
})
/** What would keep readers or writers waiting. The other rules are of style, or of what was asked for. */
const blocking = /^(?:adding-|ban-alter-domain|changing-column-type|constraint-missing|disallowed-unique|require-)/
const pairs = readFileSync(positionals[0], 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
  .filter(({ outcome }) => outcome === undefined || outcome === 'proved')

const { scratch } = nodeWorld()
const rules = {}
let silent = 0
for (const pair of pairs) {
  const tripped = new Map()
  for (const [way, before] of [
    ['up', pair.old],
    ['down', pair.new],
  ]) {
    const found = await remarks(pair[way] ?? '')
    const hazards = values.blocking && found.length > 0 ? await hazardLines(before, pair[way]) : new Map()
    for (const { rule_name: rule, start, line, sql } of found) {
      const told = hazards.get(start) ?? []
      tripped.set(rule, { place: `${way}:${line + 1}`, told: (tripped.get(rule)?.told ?? true) && told.length > 0 })
      if (values.each) console.log(`${rule}: #${pair.id} ${pair.name} ${way}:${line + 1}: ${sql} [${told.join()}]`)
    }
  }
  if (tripped.size === 0) silent++
  for (const [rule, { place, told }] of tripped) {
    rules[rule] ??= {
      pairs: 0,
      ...(values.blocking && { 'told by a hazard': 0 }),
      example: `${pair.source} ${pair.name} ${place}`,
    }
    rules[rule].pairs++
    if (values.blocking && told) rules[rule]['told by a hazard']++
  }
}
console.log(`${pairs.length} pairs, ${silent} without a remark`)
console.table(Object.fromEntries(Object.entries(rules).sort(([, a], [, b]) => b.pairs - a.pairs)))

async function remarks(sql) {
  if (sql.trim() === '') return []
  const args = ['--reporter', 'json', '--pg-version', '15', '--stdin-filepath', 'pair.sql']
  const { stdout, stderr } = spawnSync(program, args, { input: sql, encoding: 'utf8', maxBuffer: 1 << 26 })
  if (!stdout.startsWith('[')) throw new Error(stderr)
  const found = JSON.parse(stdout).filter(({ rule_name }) => !values.blocking || blocking.test(rule_name))
  if (found.length === 0) return []
  const statements = await parseStatements(sql, 'pair.sql')
  const made = new Set(statements.filter(({ kind }) => kind === 'CreateStmt').map(({ tree }) => nameOf(tree.relation)))
  return found
    .map((remark) => ({
      ...remark,
      statement: statements.findLast((candidate) => candidate.line <= remark.line + 1),
    }))
    .filter(({ statement }) => !made.has(nameOf(statement?.tree.relation)))
    .map(({ statement, ...remark }) => ({
      ...remark,
      start: statement?.line,
      sql: statement?.sql.replace(/\s+/g, ' '),
    }))
}

/** The hazards of a script that is applied to a schema, by the first line of their statements. */
async function hazardLines(schema, text) {
  const script =
    schema.trim() === '' ? undefined : await parseScript([{ file: 'before.sql', text: schema }], 'before.sql')
  const before = script ?? { file: 'before.sql', statements: [], extensions: [], roles: [] }
  const database = await loadScript(before, before.roles, scratch)
  try {
    const file = await parseFile({ file: 'pair.sql', way: 'up', text, whole: text, undoes: undefined })
    const { findings, notSeen } = await lint([file], database)
    if (notSeen.length > 0) console.log(`not run: ${notSeen[0].what}: ${notSeen[0].why}`)
    const lines = new Map()
    for (const { rule, at } of findings) lines.set(at.line, [...(lines.get(at.line) ?? []), rule])
    return lines
  } finally {
    await database.close()
  }
}

function nameOf(relation) {
  return relation === undefined ? undefined : JSON.stringify([relation.schemaname ?? 'public', relation.relname])
}
