import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { keyOf } from '../../actions/comment.ts'
import { readInputs } from '../../actions/definition.ts'
import { baseOf } from '../../actions/event.ts'
import { lines, repositoryFiles } from '../../actions/input.ts'
import { runAction } from '../../actions/run-action.ts'
import { exitOf, type Review, type Strictness } from '../../actions/schema-review/review.ts'
import type { ActionEvent, ActionHost } from '../../src/action-host.ts'
import { UserError } from '../../src/base/errors.ts'
import { type ExitCode, worst } from '../../src/base/exit-code.ts'
import type { Finding } from '../../src/base/finding.ts'
import type { World } from '../../src/ports/world.ts'

/** A host that remembers what it was told, and fails on anything that a test does not expect. */
function host(inputs: Readonly<Record<string, string>> = {}) {
  const told: string[] = []
  const unexpected = (): never => {
    throw new Error('The test does not expect this.')
  }
  const fake: ActionHost = {
    event: event({}),
    temporaryFolder: '/nowhere',
    input: (name) => inputs[name] ?? '',
    output: unexpected,
    summary: async (markdown) => void told.push(markdown),
    annotate: unexpected,
    info: unexpected,
    quote: unexpected,
    fail: (message, exitCode) => void told.push(`${exitCode}: ${message}`),
    github: unexpected,
  }
  return { fake, told }
}

function event(payload: unknown): ActionEvent {
  const repository = { owner: 'octo', name: 'shop' }
  return { name: 'x', payload, repository, sha: 'c'.repeat(40), runUrl: '', docsUrl: undefined }
}

describe('inputs', () => {
  test('are one a line, without blanks around them', () => {
    assert.deepEqual(lines(' a \n\n\tb\r\n'), ['a', 'b'])
    assert.deepEqual(lines(''), [])
  })

  test('that are files stay in the repository', () => {
    assert.deepEqual(repositoryFiles('./db/schema.sql\ndb\\x.sql'), ['db/schema.sql', 'db/x.sql'])
    for (const path of ['/etc/passwd', '../x.sql', 'db/../../x.sql', 'C:\\x.sql']) {
      assert.throws(() => repositoryFiles(path), /leaves the repository/)
    }
  })

  test('have their default when they are empty, except that an expression is for the runner', () => {
    const input = (standard: string) => ({ description: '', default: standard, parse: (text: string) => text })
    const values = readInputs({ a: input('1'), b: input('1'), c: input('${{ github.token }}') }, host({ b: '2' }).fake)
    assert.deepEqual(values, { a: '1', b: '2', c: '' })
  })
})

describe('what a change is compared with', () => {
  const [a, b] = ['a'.repeat(40), 'b'.repeat(40)]
  test.each<[string, unknown, string | undefined]>([
    ['the target of a pull request', { pull_request: { number: 1, base: { sha: a }, head: { sha: b } }, before: b }, a],
    ['the target of a merge group', { merge_group: { base_sha: a } }, a],
    ['the commit before a push', { before: a }, a],
    ['nothing for a new branch', { before: '0'.repeat(40) }, undefined],
    ['nothing for what is no commit', { before: '--option' }, undefined],
    ['nothing on a schedule', {}, undefined],
  ])('is %s', (_, payload, expected) => assert.equal(baseOf(event(payload)), expected))
})

test('a key is safe in a comment of HTML and in the name of a file', () => {
  assert.equal(keyOf('db/schema.sql'), 'db-schema.sql')
  assert.equal(keyOf('a --> <b>\n../x'), 'a-b-..-x')
})

describe('the exit code of a review', () => {
  const finding = (rule: string, severity: Finding['severity']) => ({ rule, severity, at: {}, message: '', docs: '' })
  const review = (
    verdict: 'proved' | 'equal' | 'refused',
    hazards: readonly string[],
    severities: readonly Finding['severity'][],
  ) =>
    ({
      schema: 'x.sql',
      compared: { verdict, hazards: hazards.map((rule) => finding(rule, 'error')) },
      analyzed: { findings: severities.map((severity) => finding('r', severity)) },
      old: new Set(),
    }) as unknown as Review
  const strict = (failOn: Strictness['failOn'], ...allow: readonly string[]): Strictness => ({ failOn, allow })

  test.each<[string, Review, Strictness, ExitCode]>([
    ['nothing to say', review('equal', [], []), strict('warning'), 0],
    ['a warning, where errors fail', review('proved', [], ['warning']), strict('error'), 0],
    ['a warning, where warnings fail', review('proved', [], ['warning']), strict('warning'), 1],
    ['an error', review('proved', [], ['error']), strict('error'), 1],
    ['a hazard', review('proved', ['data-loss'], []), strict('error'), 1],
    ['a hazard that is allowed', review('proved', ['data-loss'], []), strict('error', 'data-loss'), 0],
    ['a refusal', review('refused', [], []), strict('error'), 4],
    ['a refusal and an error', review('refused', [], ['error']), strict('error'), 1],
    ['everything, where nothing fails', review('refused', ['data-loss'], ['error']), strict('never'), 0],
  ])('for %s', (_, given, strictness, exit) => assert.equal(exitOf(given, strictness), exit))

  test('of several is the gravest', () => {
    assert.equal(worst([0, 4, 1]), 1)
    assert.equal(worst([4, 1, 5]), 5)
    assert.equal(worst([5, 130]), 130)
    assert.equal(worst([0, 4]), 4)
    assert.equal(worst([]), 0)
  })
})

describe('an action that throws', () => {
  const run = async (error: unknown) => {
    const { fake, told } = host()
    await runAction(() => Promise.reject(error), fake, {} as World)
    return told
  }

  test('ends by a sentence for a mistake, in the summary too', async () => {
    const told = await run(new UserError('bad-input', 'No: postgres://ann:secret@db/x is wrong.'))
    assert.deepEqual(told.slice(1), ['2: No: postgres://ann:***@db/x is wrong. (bad-input)'])
    assert.match(told[0] ?? '', /The action could not do its work[\s\S]*bad-input/)
  })

  test('ends by a stack for a bug', async () => {
    assert.match(
      (await run(new TypeError('x is not a function')))[1] ?? '',
      /^3: This is a bug[\s\S]*TypeError[\s\S]*at /,
    )
  })
})
