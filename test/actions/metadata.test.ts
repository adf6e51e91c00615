import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import type { ActionDefinition, InputDefinitions } from '../../actions/definition.ts'
import { actionYml, readmeTables } from '../../actions/metadata.ts'
import { perfGateDefinition } from '../../actions/perf-gate/definition.ts'
import { schemaReviewDefinition } from '../../actions/schema-review/definition.ts'

const definitions: readonly ActionDefinition<InputDefinitions>[] = [perfGateDefinition, schemaReviewDefinition]

test('every folder of an action has a definition that is tested here', () => {
  const folders = readdirSync('actions', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  assert.deepEqual(folders.map(({ name }) => name).sort(), definitions.map(({ id }) => id).sort())
})

describe.each(definitions.map((definition) => [definition.id, definition] as const))('%s', (id, definition) => {
  test('has the action.yml of its definition', () => {
    same(`actions/${id}/action.yml`, () => actionYml(definition))
  })

  test('has the tables of its definition in its README', () => {
    same(`actions/${id}/README.md`, (text) =>
      text.replace(/(<!-- tables -->\n)[\s\S]*?(<!-- \/tables -->)/, (_, start, end) => {
        return `${start}\n${readmeTables(definition)}\n\n${end}`
      }),
    )
  })

  test('sets every output that it declares, and no other', () => {
    const sources = readdirSync('actions', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && (name.startsWith(`${id}/`) || !name.includes('/')))
      .map((name) => readFileSync(`actions/${name}`, 'utf8'))
      .join('\n')
    const set = new Set([...sources.matchAll(/\boutput\(\s*'([a-z0-9-]+)'/g)].map((match) => match[1]))
    assert.deepEqual([...set].sort(), Object.keys(definition.outputs).sort())
  })
})

/** With UPDATE=1 the file is written; the change is then seen in the diff. */
function same(path: string, render: (text: string) => string): void {
  const text = readFileSync(path, { encoding: 'utf8', flag: 'a+' })
  const wanted = render(text)
  if (process.env.UPDATE === '1') writeFileSync(path, wanted)
  else assert.equal(text, wanted)
}
