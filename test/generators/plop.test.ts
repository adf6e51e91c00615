import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, test } from 'vitest'
import { parse } from 'yaml'
import { generators } from '../../generators/all.ts'
import { plopGenerator } from '../../generators/plop.ts'
import type { Question } from '../../generators/question.ts'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Stock plop as users start it, without a terminal. */
function plop(folder: string, ...argv: readonly string[]) {
  const words = [
    resolve('node_modules/plop/bin/plop.js'),
    '--plopfile',
    resolve('dist/generators/plopfile.js'),
    ...argv,
  ]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', input: '' })
  return { status, output: stdout + stderr }
}

const hostile = `node -e "a<b> && c" 'q' $$ $& {{x}} # y`

describe('stock plop', () => {
  test('runs a generator with flags, writes into the working directory and shows what came out', () => {
    const folder = temporaryFolder({
      'a.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);',
      'b.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, "a<b>&" text DEFAULT \'$$ $&\');',
    })
    const { status, output } = plop(
      folder,
      'migration',
      '--',
      '--from',
      'a.sql',
      '--to',
      'b.sql',
      '--name',
      'add_email',
    )
    assert.equal(status, 0, output)
    assert.match(output, /Generated migration: migrations\/\d{14}_add_email\.sql/)
    const [up = ''] = readdirSync(`${folder}/migrations`)
    assert.match(readFileSync(`${folder}/migrations/${up}`, 'utf8'), /"a<b>&" text DEFAULT '\$\$ \$&'/)
  })

  test('takes the defaults of what is not given where no terminal is, and passes answers on as they are', () => {
    const folder = temporaryFolder()
    const { status, output } = plop(folder, 'workflow', '--', '--which', 'perf-gate', '--start', hostile)
    assert.equal(status, 0, output)
    const { jobs } = parse(readFileSync(`${folder}/.github/workflows/perf-gate.yml`, 'utf8'))
    assert.equal(jobs['perf-gate'].steps.at(-1).with.start, hostile)
  })

  test.each([
    ['an answer that is missing', ['migration', '--', '--from', 'a.sql'], /give --to/],
    ['all answers missing', ['migration'], /give --from/],
    ['a wrong answer', ['load-test', '--', '--url', 'nonsense'], /"nonsense" is not an address/],
    ['a file that is not there', ['migration', '--', '--from', 'a.sql', '--to', 'b.sql'], /Cannot read a\.sql/],
  ])('%s is a sentence and exit 1, never an open prompt', (_, argv, sentence) => {
    const { status, output } = plop(temporaryFolder(), ...argv)
    assert.equal(status, 1)
    assert.match(output, sentence)
    assert.doesNotMatch(output, /ERR_USE_AFTER_CLOSE|\n +at /)
  })

  test('a workflow that exists is kept, also with --force', () => {
    const folder = temporaryFolder({ '.github/workflows/perf-gate.yml': 'mine' })
    const { status, output } = plop(folder, '--force', 'workflow', '--', '--which', 'perf-gate')
    assert.equal(status, 0, output)
    assert.equal(readFileSync(`${folder}/.github/workflows/perf-gate.yml`, 'utf8'), 'mine')
  })
})

describe.each(generators.map((generator) => [generator.name, generator] as const))(
  'the generator %s',
  (_, generator) => {
    test('has prompts that plop can bypass, and one action that does all', () => {
      const { prompts, actions } = plopGenerator(generator, true, nodeWorld())
      assert.ok(Array.isArray(prompts) && Array.isArray(actions))
      for (const prompt of prompts) assert.ok(!('when' in prompt) && !('filter' in prompt), prompt.name)
      assert.deepEqual(
        actions.map((action) => typeof action),
        ['function'],
      )
    })

    test('has a flag of its own for each question, and no question that cannot be left out', () => {
      const names = generator.questions.map(({ name }) => name)
      const taken = ['json', 'quiet', 'verbose', 'color', 'help', 'version', 'yes', 'dry-run', 'check', 'force']
      assert.deepEqual(
        names.filter((name, at) => names.indexOf(name) !== at || taken.includes(name)),
        [],
      )
      for (const { name, onlyWith, initial } of generator.questions) {
        assert.match(name, /^[a-z]+(-[a-z]+)*$/)
        if (!onlyWith) continue
        assert.notEqual(initial, undefined, name)
        const other = generator.questions.find((question) => question.name === onlyWith.question)
        assert.ok(other && names.indexOf(other.name) < names.indexOf(name), `${name} comes after what it depends on`)
        assert.deepEqual(
          onlyWith.is.filter((word) => !wordsOf(other).includes(word)),
          [],
        )
      }
    })

    test('takes its own defaults', () => {
      for (const { initial, parse: parseAnswer } of generator.questions) {
        if (initial !== undefined) assert.doesNotThrow(() => parseAnswer(initial))
      }
    })
  },
)

/** What a question can be answered with, where that is a list. */
function wordsOf({ kind, choices }: Question): readonly string[] {
  return kind === 'yes-no' ? ['yes', 'no'] : choices.map(({ value }) => value)
}
