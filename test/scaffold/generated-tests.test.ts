import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { frameworks } from '../../src/scaffold/all.ts'
import { type GeneratedSuite, generateSuite, type ScaffoldJson } from '../support/generated-suite.ts'
import { runCli } from '../support/run-cli.ts'
import { scaffoldServer } from '../support/scaffolded-server.ts'

/** Document → the tests that it gives, and why some are skipped. */
const documents: Readonly<Record<string, readonly string[]>> = {
  'test/cases/scaffold/server.yaml': [],
  'test/cases/contract/kitchen-sink.yaml': [
    'petsReplaceOne body: no application/x-www-form-urlencoded says {"name":"string","owner":{}}',
  ],
  'test/cases/scaffold/contract-tests.yaml': [
    'anyKey credentials basic and bearer: two of its schemes ask for another authorization',
    'hardToSample query.never: no string was found that matches ^(?=b)a$',
    'hardToSample headers.connection: the connection decides on this header',
  ],
}

describe.each(frameworks.map(({ name }) => name))('under %s a server passes its own tests', (framework) => {
  // All styles, bodies and schemes are in the one; the others are for what documents have besides, whatever the framework.
  const mine = Object.entries(documents).filter(([spec]) => framework === 'koa' || spec.endsWith('contract-tests.yaml'))
  test.each(mine)('%s', async (spec, expected) => {
    const suite = await generateSuite(spec, framework)
    const { passed, skipped, failed } = await suite.run()
    suite.remove()
    assert.deepEqual(failed, [])
    const { total = 0, skipped: named = [] } = suite.result.tests ?? {}
    assert.deepEqual(
      named.map(({ operation, why }) => `${operation} ${why}`),
      expected,
    )
    assert.equal(skipped.length, expected.length)
    assert.equal(passed, total - expected.length)
    assert.ok(passed > suite.result.operations.length * 2)
    assert.ok(Object.hasOwn(suite.result.devDependencies, 'vitest'))
  })

  test('with all JSON in envelopes', async () => {
    const suite = await generateSuite('test/cases/scaffold/streams.yaml', framework, '--envelope', 'always')
    const { passed, failed } = await suite.run()
    suite.remove()
    assert.deepEqual(failed, [])
    assert.equal(passed, suite.result.tests?.total)
  })

  test('which the compiler takes', async () => {
    const server = await scaffoldServer('test/cases/scaffold/contract-tests.yaml', framework, '--tests')
    server.remove()
  })
})

/** What is broken → the test that notices. */
const breaks: Readonly<Record<string, readonly [file: string, from: string, to: string, noticed: string]>> = {
  'a limit is loosened': [
    'validators.ts',
    'lives: integer().max(9)',
    'lives: integer()',
    'PATCH /bodies/alternatives (takesOne) refuses a body with lives above 9',
  ],
  'a limit is tightened': [
    'validators.ts',
    'text().min(4)',
    'text().min(99)',
    'PUT /keys (declaredKey) takes a valid request',
  ],
  'a property is no longer required': [
    'validators.ts',
    "kind: z.enum(['cat', 'dog'])",
    "kind: z.enum(['cat', 'dog']).exactOptional()",
    'POST /keys (maybeKey) refuses a body without kind',
  ],
  'an object is no longer closed': [
    'validators.ts',
    "'application/json': strictObject({",
    "'application/json': object({",
    'POST /keys (maybeKey) refuses a body with a property that is not described',
  ],
  'a default is another one': [
    'validators.ts',
    ".default('deep')",
    ".default('high')",
    'POST /bodies/parts (takesParts) takes only what is required',
  ],
  'an answer is held to another schema': [
    'validators.ts',
    'object({ a: text() })',
    'object({ a: z.number() })',
    'PATCH /bodies/alternatives (takesOne) takes only what is required',
  ],
  'a path is another one': [
    'limits.routes.ts',
    "path: '/limits/:code'",
    "path: '/limit/:code'",
    'GET /limits/{code} (hardToSample) takes a valid request',
  ],
  'a method is another one': [
    'methods.routes.ts',
    "method: 'delete'",
    "method: 'put'",
    'DELETE /methods (deletes) takes a valid request',
  ],
  'a style is another one': [
    'styles.routes.ts',
    "style: 'pipeDelimited'",
    "style: 'spaceDelimited'",
    'GET /lists/{simple}/{label}/{labels}/{matrix}/{matrices} (listStyles) takes all that is optional too',
  ],
  'an operation is open': [
    'keys.routes.ts',
    'security: [{ query: [] }]',
    'security: []',
    'HEAD /keys (headKey) refuses no credentials',
  ],
  'one media type too many is taken': [
    'bodies.routes.ts',
    "'image/*'",
    "'*/*'",
    'POST /bodies/xml (takesXml) refuses a body of another media type',
  ],
}

describe('a suite notices when', () => {
  let suite: GeneratedSuite
  let failed: readonly string[]
  beforeAll(async () => {
    suite = await generateSuite('test/cases/scaffold/contract-tests.yaml', 'express')
    const changes = Object.values(breaks).map(([file, from, to]) => [file, from, to] as const)
    failed = (await suite.run(...changes)).failed
  })
  afterAll(() => suite.remove())

  test.each(Object.entries(breaks))('%s', (_, [, , , noticed]) => {
    assert.ok(failed.includes(noticed), failed.join('\n'))
  })

  test('and says nothing of the operations that are not broken', () => {
    const operations = (names: readonly string[]) => new Set(names.map((name) => name.replace(/\).*/, ')')))
    const broken = operations(Object.values(breaks).map(([, , , noticed]) => noticed))
    assert.deepEqual([...operations(failed)].sort(), [...broken].sort())
  })

  test('nothing, whatever your handlers do', async () => {
    const run = await suite.run(['handlers/keys/anyKey.ts', 'notImplemented()', "{ throw new Error('mine') }"])
    assert.deepEqual(run.failed, [])
  })
})

describe('the files of a suite', () => {
  const spec = 'test/cases/scaffold/contract-tests.yaml'
  const again = async (folder: string, ...flags: readonly string[]) => {
    const { code, stdout } = await runCli('scaffold', spec, '-f', 'koa', '-o', join(folder, 'api'), '--json', ...flags)
    return { code, result: JSON.parse(stdout) as ScaffoldJson & { error?: { code: string } } }
  }

  test('are the same for the same document, and stay while they are asked for', async () => {
    const suite = await generateSuite(spec, 'koa')
    assert.deepEqual((await again(suite.folder, '--tests', '--check')).result.changed, false)
    writeFileSync(join(suite.folder, 'api/tests/keys.cases.ts'), '// mine\n')
    const { result } = await again(suite.folder)
    assert.deepEqual(readdirSync(join(suite.folder, 'api/tests')), ['keys.cases.ts'])
    const gone = result.files.filter(({ action }) => action === 'orphaned')
    assert.deepEqual(
      gone.filter(({ removed }) => !removed).map(({ path }) => path),
      ['tests/keys.cases.ts'],
    )
    suite.remove()
  })

  test('read as they would be written by hand', async () => {
    const suite = await generateSuite(spec, 'koa')
    const text = readFileSync(join(suite.folder, 'api/tests/limits.cases.ts'), 'utf8')
    suite.remove()
    assert.equal(
      text.slice(text.indexOf('import')),
      `import { operation } from './contract.js'

operation('GET', '/limits/{code}', 'hardToSample', {
  answer: { status: 200, contentType: 'application/json', body: { ok: true } },
  takes: {
    'a valid request': [{ path: '/limits/AA-0' }, { params: { code: 'AA-0' } }],
  },
  refuses: {
    'params.code that does not match its pattern': [{ path: '/limits/!' }, 400, 'params.code'],
    'params.code with a NUL': [{ path: '/limits/AA-0%00' }, 400, 'params.code'],
  },
  skips: [
    'query.never: no string was found that matches ^(?=b)a$',
    'headers.connection: the connection decides on this header',
  ],
})
`,
    )
  })

  test('are not for types alone', async () => {
    const { code, result } = await again('/nowhere', '--tests', '--types-only')
    assert.equal(code, 2)
    assert.equal(result.error?.code, 'bad-option')
  })
})
