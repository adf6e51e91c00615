// Measures `db lint` against the expectations of other linters: node bench/lint.mjs <cases.jsonl>
// Each line of the file: { source, name, dialect, migration, expect: { rules: [] , ok } }.
import { readFileSync } from 'node:fs'
import { UserError } from '../dist/src/base/errors.js'
import { dbLint } from '../dist/src/commands/db-lint.js'

/** Their rules about danger, and which of ours says the same. */
const ours = {
  'adding-field-with-default': ['table-rewrite'],
  'adding-foreign-key-constraint': ['immediate-foreign-key-validation'],
  'adding-not-nullable-field': ['not-null-scan', 'client-break'],
  'adding-required-field': ['client-break'],
  'adding-serial-primary-key-field': ['primary-key-index-build', 'table-rewrite'],
  'ban-alter-domain-with-add-constraint': ['domain-constraint-scan'],
  'ban-concurrent-index-creation-in-transaction': ['concurrent-statement-in-transaction'],
  'ban-drop-column': ['data-loss'],
  'ban-drop-database': ['data-loss'],
  'ban-drop-not-null': ['not-null-removal'],
  'ban-drop-table': ['data-loss'],
  'ban-truncate-cascade': ['data-loss'],
  'ban-uncommitted-transaction': ['transaction-control-statement'],
  'changing-column-type': ['table-rewrite'],
  'constraint-missing-not-valid': [
    'immediate-check-validation',
    'immediate-foreign-key-validation',
    'same-transaction-validation',
  ],
  'disallowed-unique-constraint': ['unique-constraint-index-build'],
  'prefer-repack': ['table-repack-lock'],
  'renaming-column': ['client-break'],
  'renaming-table': ['client-break'],
  'require-concurrent-index-creation': ['blocking-index-build'],
  'require-concurrent-index-deletion': ['blocking-index-drop'],
  'require-concurrent-partition-detach': ['blocking-partition-detach'],
  'require-concurrent-reindex': ['blocking-reindex'],
  'require-lock-timeout': ['missing-lock-timeout'],
  'require-timeout-settings': ['missing-lock-timeout'],
  'transaction-nesting': ['transaction-control-statement'],
  E1: ['immediate-check-validation', 'immediate-foreign-key-validation'],
  E2: ['not-null-scan'],
  E5: ['table-rewrite'],
  E6: ['blocking-index-build'],
  E7: ['unique-constraint-index-build'],
  E8: ['exclusion-constraint-build'],
  E9: ['missing-lock-timeout'],
  E10: ['table-rewrite'],
  E11: ['table-rewrite'],
  STATEMENT_ADD_CHECK_NOT_VALID: ['immediate-check-validation'],
  STATEMENT_DISALLOW_ADD_NOT_NULL: ['not-null-scan', 'client-break'],
  STATEMENT_DISALLOW_COMMIT: ['transaction-control-statement'],
  STATEMENT_DISALLOW_RM_TBL_CASCADE: ['data-loss'],
  STATEMENT_DISALLOW_TRUNCATE: ['data-loss'],
  STATEMENT_NON_TRANSACTIONAL: ['table-repack-lock', 'concurrent-statement-in-transaction'],
  STATEMENT_WHERE_REQUIRE_UPDATE_DELETE: ['full-table-backfill', 'data-loss'],
  SCHEMA_BACKWARD_COMPATIBILITY: ['client-break', 'data-loss', 'table-rewrite'],
}

const [path] = process.argv.slice(2)
if (path === undefined) {
  console.error('Name the file of cases: node bench/lint.mjs cases.jsonl')
  process.exit(2)
}
const rows = readFileSync(path, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const count = { agreed: {}, missed: {}, extra: {}, unmapped: {} }
const add = (kind, key, row) => {
  count[kind][key] ??= []
  count[kind][key].push(`${row.source} ${row.name}`)
}

let refused = 0
for (const row of rows.filter(({ dialect }) => dialect === 'postgres')) {
  let found = []
  for (const text of parts(row)) {
    try {
      const { findings } = await dbLint(
        { sources: ['-'] },
        { input: async () => text, files: { list: async () => [], readIfThere: async () => undefined }, git: {} },
      )
      found.push(...findings.map(({ rule }) => rule))
    } catch (error) {
      if (!(error instanceof UserError) || error.where.line === undefined) throw error
      refused++
      found = undefined
      break
    }
  }
  if (found) judge(row, [...new Set(found)])
}
console.log(`${refused} not parsed by PostgreSQL's own grammar`)
for (const kind of ['agreed', 'missed', 'extra', 'unmapped']) {
  const entries = Object.entries(count[kind]).sort(([, a], [, b]) => b.length - a.length)
  console.log(`\n${kind}: ${entries.reduce((sum, [, names]) => sum + names.length, 0)}`)
  for (const [rule, names] of entries) {
    console.log(`  ${String(names.length).padStart(4)} ${rule}`)
    if (kind === 'missed' || kind === 'extra') for (const name of names) console.log(`         ${name}`)
  }
}

/** eugene's examples are several migrations in one text. */
function parts({ source, migration }) {
  return source === 'eugene' ? migration.split(/^-- \d+\.sql$/m).filter((text) => text.trim() !== '') : [migration]
}

function judge(row, found) {
  const expected = row.expect.rules
  for (const rule of expected) {
    if (!ours[rule]) add('unmapped', rule, row)
    else add(ours[rule].some((own) => found.includes(own)) ? 'agreed' : 'missed', rule, row)
  }
  // A case tests one rule; what others would say of it is not in it.
  const tested = new Set([...(row.expect.rule_tested ?? []), ...expected].flatMap((rule) => ours[rule] ?? []))
  const covered = new Set(expected.flatMap((rule) => ours[rule] ?? []))
  for (const rule of found) if (tested.has(rule) && !covered.has(rule)) add('extra', rule, row)
}
