// What squawk says of saved pairs: node bench/squawk.mjs SAVED.jsonl [--each] (after bench/compare.mjs --save; needs npm ci on a machine that squawk
// is built for). Remarks on tables that a pair makes itself do not count: nobody uses them yet. Prints how many pairs trip each rule,
// and with `--each` every statement that does.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseStatements } from '../dist/src/schema/statements.js'

const require = createRequire(import.meta.url)
const home = dirname(require.resolve(`@squawk-cli/${process.platform}-${process.arch}/package.json`))
const program = join(home, 'bin', process.platform === 'win32' ? 'squawk.exe' : 'squawk')
const { values, positionals } = parseArgs({ allowPositionals: true, options: { each: { type: 'boolean' } } })
const pairs = readFileSync(positionals[0], 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
  .filter(({ outcome }) => outcome === undefined || outcome === 'proved')

const rules = {}
let silent = 0
for (const pair of pairs) {
  const tripped = new Map()
  for (const way of ['up', 'down']) {
    for (const { rule_name: rule, line, sql } of await remarks(pair[way] ?? '')) {
      tripped.set(rule, `${way}:${line + 1}`)
      if (values.each) console.log(`${rule}: #${pair.id} ${pair.name} ${way}:${line + 1}: ${sql}`)
    }
  }
  if (tripped.size === 0) silent++
  for (const [rule, place] of tripped) {
    rules[rule] ??= { pairs: 0, example: `${pair.source} ${pair.name} ${place}` }
    rules[rule].pairs++
  }
}
console.log(`${pairs.length} pairs, ${silent} without a remark`)
console.table(Object.fromEntries(Object.entries(rules).sort(([, a], [, b]) => b.pairs - a.pairs)))

async function remarks(sql) {
  if (sql.trim() === '') return []
  const args = ['--reporter', 'json', '--pg-version', '15', '--stdin-filepath', 'pair.sql']
  const { stdout, stderr } = spawnSync(program, args, { input: sql, encoding: 'utf8', maxBuffer: 1 << 26 })
  if (!stdout.startsWith('[')) throw new Error(stderr)
  const found = JSON.parse(stdout)
  if (found.length === 0) return []
  const statements = await parseStatements(sql, 'pair.sql')
  const made = new Set(statements.filter(({ kind }) => kind === 'CreateStmt').map(({ tree }) => nameOf(tree.relation)))
  return found
    .map((remark) => ({
      ...remark,
      statement: statements.findLast((candidate) => candidate.line <= remark.line + 1),
    }))
    .filter(({ statement }) => !made.has(nameOf(statement?.tree.relation)))
    .map(({ statement, ...remark }) => ({ ...remark, sql: statement?.sql.replace(/\s+/g, ' ') }))
}

function nameOf(relation) {
  return relation === undefined ? undefined : JSON.stringify([relation.schemaname ?? 'public', relation.relname])
}
