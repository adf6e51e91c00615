import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'vitest'
import { errorCodes } from '../src/base/errors.ts'
import { hazardRules, rowRules } from '../src/migration/hazards.ts'
import { schemaRules } from '../src/schema/rules/all.ts'

test('every error code has a heading in docs/errors.md, and every heading a code', () => {
  const headings = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^## (.+)$/gm)].map((match) => match[1])
  assert.deepEqual(headings, [...errorCodes])
})

test('every rule has a page, and every page a rule', () => {
  const pages = readdirSync('docs/rules').sort()
  assert.deepEqual(pages, [...hazardRules, ...rowRules, ...schemaRules].map(({ id }) => `${id}.md`).sort())
})
