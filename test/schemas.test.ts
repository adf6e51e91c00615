import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { test } from 'vitest'
import { jsonSchemaText, results } from '../src/commands/results.ts'
import { reusedScratch } from './support/reused-scratch.ts'
import { cliOver } from './support/run-cli.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const runCli = cliOver(reusedScratch())

test('schemas/ holds the schema of every result, as it is (npm run schemas writes them)', () => {
  assert.deepEqual(
    readdirSync('schemas'),
    Object.keys(results).map((name) => `${name}.json`),
  )
  for (const name of Object.keys(results)) {
    assert.equal(readFileSync(`schemas/${name}.json`, 'utf8'), jsonSchemaText(name), name)
  }
})

test.each([
  ['db-compare', ['db', 'compare', 'a.sql', 'b.sql']],
  ['db-analyze', ['db', 'analyze', 'b.sql']],
  ['db-lint', ['db', 'lint', 'b.sql']],
  ['failure', ['db', 'compare', 'a.sql', 'none.sql']],
  ['failure', ['db', 'compare', '--nonsense']],
])('what a run prints with --json keeps to schemas/%s.json', async (name, argv) => {
  const folder = temporaryFolder({
    'a.sql': 'CREATE TABLE a (id int);',
    'b.sql': 'CREATE TABLE a (id bigint, b text);',
  })
  const { stdout } = await runCli(...argv.map((word) => (word.endsWith('.sql') ? `${folder}/${word}` : word)), '--json')
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(`schemas/${name}.json`, 'utf8')))
  assert.ok(validate(JSON.parse(stdout)), JSON.stringify(validate.errors))
})
