import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'vitest'
import { errorCodes } from '../src/base/errors.ts'
import { metrics } from '../src/load/metrics.ts'
import { rateLimitCodes } from '../src/load/rate-limit/check.ts'
import { reasonCodes } from '../src/load/reason.ts'
import { handRules, hazardRules, rowRules, suppressionRules } from '../src/migration/rules/all.ts'
import { schemaRules } from '../src/schema/rules/all.ts'

/** Thrown as a UserError, or chosen for an error of the parser of the command line. */
const raise = /(?:new UserError\(\s*|commander\.\w+' \? )'([a-z0-9-]+)'/g

test('every error code has a heading in docs/errors.md, and every heading a code', () => {
  const headings = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^## (.+)$/gm)].map((match) => match[1])
  assert.deepEqual(headings, [...errorCodes])
})

test('every error code is raised somewhere', () => {
  const sources = ['src', 'actions', 'generators'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && name !== 'base/errors.ts' && !name.includes('dist/'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
  )
  const raised = new Set(sources.flatMap((text) => [...text.matchAll(raise)].map(([, code]) => code)))
  assert.deepEqual(
    errorCodes.filter((code) => !raised.has(code)),
    [],
  )
})

test('every rule has a page and a test, and every page and test a rule', () => {
  const migration = [...hazardRules, ...handRules, ...rowRules, ...suppressionRules].map(({ id }) => id).sort()
  const schema = schemaRules.map(({ id }) => id).sort()
  assert.deepEqual(names('docs/rules', '.md'), [...migration, ...schema].sort())
  assert.deepEqual(names('test/migration/rules', '.test.ts'), migration)
  assert.deepEqual(names('test/schema/rules', '.test.ts'), schema)
})

test('every metric of gates is named in docs/cli.md', () => {
  const page = readFileSync('docs/cli.md', 'utf8')
  const list = page.split(/^## /m).find((section) => section.startsWith('load\n')) ?? ''
  assert.deepEqual(
    Object.keys(metrics).filter((name) => !list.includes(`\`${name}\``)),
    [],
  )
})

test.each([
  ['load-tests', reasonCodes],
  ['rate-limits', rateLimitCodes],
])('every reason of a verdict has a row in docs/guides/%s.md', (page, codes) => {
  const rows = [...readFileSync(`docs/guides/${page}.md`, 'utf8').matchAll(/^\| `([a-z0-9-]+)` \| [A-Z]/gm)]
  assert.deepEqual(
    rows.map((match) => match[1]),
    [...codes],
  )
})

function names(folder: string, ending: string): readonly string[] {
  return readdirSync(folder)
    .map((name) => name.replace(ending, ''))
    .sort()
}
