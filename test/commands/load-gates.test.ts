import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import type { UserError } from '../../src/base/errors.ts'
import type { LoadOptions } from '../../src/commands/load.ts'
import { gatesOf } from '../../src/commands/load-gates.ts'
import { parseGatesFile } from '../../src/commands/load-gates-file.ts'

const file = 'gates.yaml'

interface Asked extends Partial<Pick<LoadOptions, 'method' | 'url' | 'gates' | 'production' | 'base'>> {
  /** Where the text is. */
  readonly from?: string
}

/** The gates of a run with this file, and what is told besides. */
async function gates(text: string, { from = file, ...asked }: Asked = {}) {
  const told: string[] = []
  const options = { url: 'http://127.0.0.1:3000/users', method: 'GET', gates: [], production: false, ...asked }
  const found = await gatesOf({ ...options, gatesFile: from } as unknown as LoadOptions, [], {
    files: { read: async (path: string) => (path === file ? text : assert.fail(path)) } as never,
    input: async () => text,
    log: { warn: (message) => void told.push(message), info: assert.fail },
  })
  return { gates: found.gates.map((gate) => gate.text), production: found.production, told }
}

const forUsers = 'endpoints:\n  - path: /users\n    gates: [p95<100]\n'

describe('the gates of a run', () => {
  test.each([
    ['those for all', 'gates: [p99<200, success>99.5%]', {}, ['p99<200', 'success>99.5%']],
    ['and those of its endpoint', `gates: [p99<200]\n${forUsers}`, {}, ['p99<200', 'p95<100']],
    ['and those of the command line', 'gates: [p99<200]', { gates: ['p50<5'] }, ['p99<200', 'p50<5']],
    ['each once', 'gates: [p99<200, "p99 < 200"]', { gates: ['p99<200'] }, ['p99<200']],
    ['JSON', '{"gates":\t["p99<200"]}', {}, ['p99<200']],
    ['standard input', 'gates: [p99<200]', { from: '-' }, ['p99<200']],
    ['production', 'extends: production', {}, ['p99<200', 'success>99.5%', 'duration>=60s']],
    [
      'production and more',
      'extends: production\ngates: [p50<5]',
      {},
      ['p99<200', 'success>99.5%', 'duration>=60s', 'p50<5'],
    ],
    ['an endpoint that needs no more', 'gates: [p99<200]\nendpoints: [{path: /users, gates: []}]', {}, ['p99<200']],
    ['of two entries for one endpoint both', `${forUsers}  - {path: /users, gates: [p50<5]}`, {}, ['p95<100', 'p50<5']],
  ] as const)('%s', async (_, text, asked, expected) => assert.deepEqual((await gates(text, asked)).gates, expected))

  test('extending production measures as long as production asks', async () => {
    assert.equal((await gates('extends: production')).production, true)
    assert.equal((await gates('gates: [p99<200]')).production, false)
  })

  test('endpoints of other runs are named', async () => {
    const others = `${forUsers}  - {url: "http://me:secret@a/b", method: put, gates: []}`
    assert.deepEqual((await gates(others)).told, ['Of gates.yaml, this run is not about PUT http://***@a/b.'])
    assert.deepEqual((await gates(forUsers)).told, [])
  })
})

describe('an endpoint is of a run', () => {
  test.each([
    ['path: /users', 'GET http://a/users', true],
    ['path: /users', 'POST https://b:1/users?page=2', true],
    ['path: /users', 'GET http://a/users/', false],
    ['path: /users', 'GET http://a/v1/users', false],
    ['path: /', 'GET http://a', true],
    ['path: /users/{id}', 'GET http://a/users/7', true],
    ['path: /users/{id}', 'GET http://a/users/', false],
    ['path: /users/{id}', 'GET http://a/users/7/orders', false],
    ['path: /a%7eb', 'GET http://a/a~b', true],
    ['path: "/a b"', 'GET http://a/a%20b', true],
    ['path: "/100%"', 'GET http://a/100%', true],
    ['path: "/users?page=2"', 'GET http://a/users?page=2', true],
    ['path: "/users?page=2"', 'GET http://a/users?page=3', false],
    ['path: /users, method: get', 'GET http://a/users', true],
    ['path: /users, method: POST', 'GET http://a/users', false],
    ['url: http://a/users', 'GET http://a/users', true],
    ['url: http://a:80/users', 'GET http://a/users', true],
    ['url: http://a/users', 'GET http://b/users', false],
    ['url: http://a/users', 'GET https://a/users', false],
  ])('%s, %s: %s', async (which, asked, expected) => {
    const [method = '', url = ''] = asked.split(' ')
    const entry = [...which.split(', '), 'gates: [p50<5]'].join('\n    ')
    const run = gates(`endpoints:\n  - ${entry}\n`, { method, url })
    if (expected) assert.deepEqual((await run).gates, ['p50<5'])
    else
      await assert.rejects(
        run,
        (error: UserError) => error.code === 'bad-input' && /^No endpoint of/.test(error.message),
      )
  })
})

describe('mistakes are told all at once, with their places', () => {
  test.each([
    ['nothing', '', ['1:1: It has to be a map']],
    ['a list', '- p99<200', ['1:1: It has to be a map']],
    ['not one gate', 'gates: []', ['1:1: There is not one gate']],
    ['endpoints without gates', 'endpoints: [{path: /users, gates: []}]', ['1:1: There is not one gate']],
    ['a key that is misspelt', 'gate: [p99<200]', ['1:1: "gate" means nothing here. Did you mean gates?']],
    [
      'a key from elsewhere',
      'thresholds: 1\ngates: [p99<1]',
      ['1:1: "thresholds" means nothing here. There are extends,'],
    ],
    ['a key of an endpoint', `${forUsers}    verb: GET`, ['4:5: "verb" means nothing here. There are path, url,']],
    ['a gate that is none', 'gates:\n  - p99<200\n  - p99=200', ['3:5: "p99=200" is not a gate.']],
    ['a metric that is none', 'gates: [p98<200]', ['1:9: The gate "p98<200" names no metric. Did you mean']],
    ['a number for a gate', 'gates: [200]', ['1:9: It has to be a gate such as']],
    ['one gate without a list', 'gates: p99<200', ['1:1: It has to be a list of gates']],
    ['another set', 'extends: staging', ['1:1: The only set to extend is production.']],
    ['an endpoint without address', 'endpoints: [{gates: [p99<1]}]', ['1:13: An endpoint needs a path or a url.']],
    [
      'both',
      'endpoints: [{path: /a, url: "http://a/", gates: [p99<1]}]',
      ['1:13: An endpoint has a path or a url, not both.'],
    ],
    ['an endpoint without gates', 'endpoints: [{path: /a}]', ['1:13: It has to be a list of gates']],
    ['an address for a path', 'endpoints: [{path: "http://a/", gates: [p99<1]}]', ['1:14: A path starts with one /']],
    [
      'a path for an address',
      'endpoints: [{url: /a, gates: [p99<1]}]',
      ['1:14: It has to be an http or https address.'],
    ],
    [
      'another protocol',
      'endpoints: [{url: "ftp://a/", gates: [p99<1]}]',
      ['1:14: It has to be an http or https address.'],
    ],
    ['no method', 'endpoints: [{path: /a, method: "a b", gates: [p99<1]}]', ['1:24: It has to be a method']],
    ['gates said twice', 'gates: [p99<200]\ngates: []', ['2:1: Map keys must be unique']],
    ['gates said twice in JSON', '{"gates": ["p99<200"],\n "gates": []}', ['2:2: Map keys must be unique']],
    ['no YAML', 'gates: [p99<200', ['1:']],
    [
      'many',
      'gates: [p98<1]\nendpoints:\n  - gates: [p1]\n    verb: x\nextend: production',
      [
        '1:9: ',
        '3:5: An endpoint needs',
        '3:13: "p1" is not',
        '4:5: "verb"',
        '5:1: "extend" means nothing here. Did you mean extends?',
      ],
    ],
  ])('%s', (_, text, expected) => {
    assert.throws(
      () => parseGatesFile(text, file),
      (error: UserError) => {
        const lines = error.message.split('\n').filter((line) => !/^gates\.yaml has \d+ mistakes\.$/.test(line))
        assert.deepEqual([error.code, error.where.file, lines.length], ['bad-input', file, expected.length])
        for (const [index, start] of expected.entries()) {
          assert.ok(lines[index]?.trim().startsWith(`${file}:${start}`), `${lines[index]} starts with ${start}`)
        }
        return true
      },
    )
  })

  test('of many, the first twenty', () => {
    const text = `gates: [${Array.from({ length: 25 }, (_, index) => `x${index}`).join(', ')}]`
    assert.throws(
      () => parseGatesFile(text, file),
      /has 25 mistakes\.[\s\S]*"x19" is not a gate[\s\S]*\n {2}and 5 more$/,
    )
  })
})

describe('no run is green because nothing was asked', () => {
  test.each([
    [
      'no endpoint is the address',
      forUsers.replace('/users', '/uesrs'),
      {},
      /^No endpoint of gates\.yaml is GET http:\/\/127\.0\.0\.1:3000\/users\. It has \/uesrs\./,
    ],
    [
      'its endpoint has no gates, nor has all',
      `${forUsers}  - {path: /none, gates: []}`,
      { url: 'http://a/none' },
      /has no gate for GET http:\/\/a\/none/,
    ],
    ['it is another method', forUsers.replace('/users', '/users\n    method: PUT'), {}, /It has PUT \/users\./],
  ])('%s', async (_, text, asked, message) => {
    await assert.rejects(
      gates(text, asked),
      (error: UserError) => error.code === 'bad-input' && message.test(error.message),
    )
  })
})

test('the example of the guide is a file of gates', async () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/guides/load-tests.md', 'utf8'))?.[1] ?? ''
  const all = ['p99<200', 'success>99.5%', 'duration>=60s', 'p50<50']
  const user = await gates(example, { url: 'http://127.0.0.1:3000/users/7' })
  assert.deepEqual([user.gates, user.production], [[...all, 'p95<100'], true])
  const search = await gates(example, { url: 'https://api.example.com/search?q=a' })
  assert.deepEqual(search.gates, [...all, 'p99<500', 'success>=base*0.999'])
})
