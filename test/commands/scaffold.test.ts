import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { scaffoldResultSchema } from '../../src/commands/scaffold-result.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const pets = `openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    get: { operationId: listPets, summary: All pets, tags: [Pet Store], responses: { '200': { description: Pets } } }
    post: { operationId: addPet, tags: [Pet Store], responses: { '201': { description: Made } } }
`
const fewer = pets.replace(/ {4}post.*\n/, '')

function folderWith(spec: string) {
  const folder = temporaryFolder({ 'pets.yaml': spec })
  const output = join(folder, 'api')
  return {
    output,
    spec: join(folder, 'pets.yaml'),
    read: (path: string) => readFileSync(join(output, path), 'utf8'),
    write: (path: string, text: string) => writeFileSync(join(output, path), text),
    run: (...flags: readonly string[]) =>
      runCli('scaffold', join(folder, 'pets.yaml'), '-f', 'express', '-o', output, ...flags),
  }
}

async function result(run: Promise<{ stdout: string }>) {
  return scaffoldResultSchema.parse(JSON.parse((await run).stdout))
}

const yours = 'handlers/pet-store/addPet.ts'

test('the result names operations, files and packages', async () => {
  const { run } = folderWith(pets)
  const { operations, files, dependencies, devDependencies, ...rest } = await result(run('--json'))
  assert.deepEqual(operations[0], {
    method: 'GET',
    path: '/pets',
    operationId: 'listPets',
    tag: 'pet-store',
    name: 'listPets',
    handler: 'handlers/pet-store/listPets.ts',
    implemented: false,
    answersExample: false,
  })
  assert.deepEqual(
    files.filter(({ owner }) => owner === 'yours'),
    [
      { path: yours, owner: 'yours', action: 'created' },
      { path: 'handlers/pet-store/listPets.ts', owner: 'yours', action: 'created' },
    ],
  )
  assert.deepEqual(Object.keys(dependencies), ['express', 'zod'])
  assert.deepEqual(Object.keys(devDependencies), ['@types/express', '@types/node', 'typescript'])
  assert.deepEqual([rest.framework, rest.title, rest.version, rest.written], ['express', 'Pets', '1.0.0', true])
})

test('the report lists operations, files, what is left to do and where to start', async () => {
  const { run, output } = folderWith(pets)
  const { stdout, code } = await run()
  assert.equal(code, 0)
  assert.match(stdout, /GET \/pets \(listPets\)/)
  assert.match(stdout, /created pet-store\.routes\.ts/)
  assert.match(stdout, /2 of 2 operations are not implemented\./)
  assert.ok(stdout.includes(`Next: write ${output}/handlers/pet-store/listPets.ts.`))
})

describe('a second run', () => {
  test('changes nothing while nothing has changed', async () => {
    const { run } = folderWith(pets)
    await run()
    const again = await result(run('--json'))
    assert.deepEqual([...new Set(again.files.map(({ action }) => action))].sort(), ['kept', 'unchanged'])
    assert.equal((await run('--check')).code, 0)
  })

  test('leaves a handler of yours alone, byte for byte, and counts it as written', async () => {
    const { run, read, write } = folderWith(pets)
    await run()
    write(yours, '// mine\r\nexport const addPet = () => ({ status: 201 as const })')
    const { stdout } = await run('--force')
    assert.equal(read(yours), '// mine\r\nexport const addPet = () => ({ status: 201 as const })')
    assert.match(stdout, /1 of 2 operations are not implemented\./)
  })

  test('names the handler of an operation that is gone, and keeps it', async () => {
    const { run, spec, output } = folderWith(pets)
    await run()
    writeFileSync(spec, fewer)
    const { stdout } = await run()
    assert.match(
      stdout,
      /orphaned handlers\/pet-store\/addPet\.ts: the document no longer has its operation; it is kept/,
    )
    assert.ok(existsSync(join(output, yours)))
  })

  test('says of a file of ours that is no longer needed whether it stays', async () => {
    const { run, spec, output, write, read } = folderWith(pets)
    await run()
    for (const [tag, text, fate] of [
      ['Shops', read('pet-store.routes.ts'), 'it is removed'],
      ['Owners', '// edited', 'it is kept, because it was edited'],
    ] as const) {
      const file = tag === 'Shops' ? 'pet-store.routes.ts' : 'shops.routes.ts'
      write(file, text)
      writeFileSync(spec, pets.replaceAll('Pet Store', tag))
      assert.ok((await run()).stdout.includes(`orphaned ${file}: no longer needed; ${fate}`))
      assert.equal(existsSync(join(output, file)), tag === 'Owners')
    }
  })

  test('names the manifest when nothing else changes, as when an orphan was deleted', async () => {
    const { run, spec, output } = folderWith(pets)
    await run()
    writeFileSync(spec, fewer)
    await run()
    rmSync(join(output, yours))
    const { code, stdout } = await run('--check')
    assert.equal(code, 1)
    assert.match(stdout, /updated \.backwright\.json\n/)
    assert.match(stdout, /^- {4}"handlers\/pet-store\/addPet\.ts": \{/m)
    await run()
    assert.equal((await run('--check')).code, 0)
  })

  test('refuses to overwrite a generated file that was edited, unless forced', async () => {
    const { run, read, write } = folderWith(pets)
    await run()
    write('index.ts', '// edited')
    const refused = await run('--json')
    assert.deepEqual([refused.code, JSON.parse(refused.stdout).error.code], [2, 'file-conflict'])
    assert.equal((await run('--force')).code, 0)
    assert.match(read('index.ts'), /^\/\/ Generated by backwright from pets\.yaml; do not edit\. Regenerate: /)
  })
})

test('--check fails while anything would change, and writes nothing', async () => {
  const { run, output, spec } = folderWith(pets)
  assert.equal((await run('--check')).code, 1)
  assert.ok(!existsSync(output))
  await run()
  writeFileSync(spec, fewer)
  assert.equal((await run('--check')).code, 1)
})

test('--dry-run shows the files and their text, and writes nothing', async () => {
  const { run, output } = folderWith(pets)
  const { code, stdout } = await run('--dry-run')
  assert.equal(code, 0)
  assert.match(stdout, /^\+export const listPets: Handlers\['listPets'\]/m)
  assert.ok(!existsSync(output))
})

test('--types-only writes the types alone, and never in place of a server', async () => {
  const { run, output } = folderWith(pets)
  await run('--types-only')
  assert.deepEqual(readdirSync(output), ['.backwright.json', 'types.ts'])
  await run()
  const { code, stdout } = await run('--types-only', '--json')
  assert.deepEqual([code, JSON.parse(stdout).error.code], [2, 'file-conflict'])
})

test('the same document gives the same bytes, wherever it goes', async () => {
  const [one, two] = [folderWith(pets), folderWith(pets)]
  await Promise.all([one.run(), two.run()])
  for (const path of ['index.ts', 'pet-store.routes.ts', '.backwright.json'])
    assert.equal(one.read(path), two.read(path))
})

test('a framework that there is none of is a mistake in the flags', async () => {
  const { code, stdout } = await runCli('scaffold', 'x.yaml', '-f', 'hapi', '-o', 'x', '--json')
  assert.deepEqual([code, JSON.parse(stdout).error.code], [2, 'bad-option'])
})

describe('when operations get other names', () => {
  const named = (...ids: readonly string[]) => `openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
paths:
${ids.map((id, index) => `  /p${index}: { get: { operationId: ${id}, responses: { '200': { description: Yes } } } }`).join('\n')}
`

  test('the orphan says which handler answers its operation now', async () => {
    const { run, spec, output } = folderWith(named('listPets'))
    await run()
    writeFileSync(spec, named('getPets'))
    const { files, diagnostics } = await result(run('--json'))
    assert.deepEqual(
      files.filter(({ action }) => action === 'orphaned'),
      [
        {
          path: 'handlers/default/listPets.ts',
          owner: 'yours',
          action: 'orphaned',
          removed: false,
          replacedBy: 'handlers/default/getPets.ts',
        },
      ],
    )
    assert.deepEqual(diagnostics, [])
    const { stdout } = await run('--check')
    assert.match(
      stdout,
      /orphaned .*its operation is answered by handlers\/default\/getPets\.ts now: move your code there/,
    )
    assert.ok(readdirSync(`${output}/handlers/default`).includes('listPets.ts'))
  })

  test('a handler that answers another operation from now on is told of', async () => {
    const { run, spec, output } = folderWith(named('list-pets'))
    await run()
    writeFileSync(spec, named('list-pets', 'listPets'))
    const { diagnostics } = await result(run('--json'))
    assert.deepEqual(
      diagnostics.map(({ code, file, message }) => [code, file, message]),
      [
        [
          'handler-taken',
          `${output}/handlers/default/listPets.ts`,
          'It was written for GET /p0 and answers GET /p1 now, because of the operationIds. GET /p0 is answered by handlers/default/listPets2.ts: move the code there, or change an operationId.',
        ],
      ],
    )
    const { code } = await run('--check')
    assert.equal(code, 0)
  })

  test('a handler whose operation gets another path stays with it', async () => {
    const { run, spec } = folderWith(named('listPets'))
    await run()
    writeFileSync(spec, named('listPets').replace('/p0', '/pets'))
    const { diagnostics, files } = await result(run('--json'))
    assert.deepEqual(diagnostics, [])
    assert.deepEqual(
      files.filter(({ action }) => action === 'orphaned'),
      [],
    )
  })
})

test('a path that holds a line gives no order to a workflow', async () => {
  const { run } = folderWith(pets.replace(/^ {2}\/[^:]*:/m, '  "/a\\n::error::x":'))
  const { stdout } = await run()
  assert.match(stdout, /GET \/a ::error::x/)
  assert.doesNotMatch(stdout, /^::/m)
})

describe('with --stubs examples', () => {
  const shown = `openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': { description: Pets, content: { application/json: { schema: { type: integer }, example: many } } }
    post: { operationId: addPet, responses: { '201': { description: Made } } }
    put: { operationId: putPets, responses: { '404': { description: None } } }
`

  test('a new handler answers the example, and the result says where there is none', async () => {
    const { run, read } = folderWith(shown)
    const { operations, diagnostics } = await result(run('--stubs', 'examples', '--json'))
    assert.deepEqual(
      operations.map(({ name, implemented, answersExample, noExample }) => [
        name,
        implemented,
        answersExample,
        noExample,
      ]),
      [
        ['listPets', false, true, undefined],
        ['putPets', false, false, 'the document declares no success response'],
        ['addPet', false, true, undefined],
      ],
    )
    assert.deepEqual(
      diagnostics.map(({ code, line, pointer }) => [code, line, pointer]),
      [['bad-example', 8, '/paths/~1pets/get/responses/200/content/application~1json/example']],
    )
    assert.match(read('handlers/default/listPets.ts'), /=> exampleAnswer\(\{ status: 200, body: 1 \}\)\n$/)
  })

  test('an example that is missing is told, and stops nothing', async () => {
    const { run, read } = folderWith(
      shown.replace('example: many', "examples: { one: { $ref: '#/components/examples/gone' } }"),
    )
    const { diagnostics } = await result(run('--stubs', 'examples', '--json'))
    assert.deepEqual(
      diagnostics.map(({ severity, code, line }) => [severity, code, line]),
      [['warning', 'dangling-ref', 8]],
    )
    assert.match(read('handlers/default/listPets.ts'), /=> exampleAnswer\(\{ status: 200, body: 1 \}\)\n$/)
  })

  test('the text says it too, and why', async () => {
    const { stdout } = await folderWith(shown).run('--stubs', 'examples')
    assert.match(
      stdout,
      /pets\.yaml:8:\d+: The schema refuses its own example "many", which is passed over\. \(bad-example\)/,
    )
    assert.match(stdout, /1 new handler without an example answers 501:\n {2}putPets: the document declares no success/)
    assert.match(stdout, /3 of 3 operations are not implemented: 2 answer an example\./)
  })

  test('a handler that is there stays as it is, and nothing is said of its example', async () => {
    const { run, read } = folderWith(shown)
    await run()
    const before = read('handlers/default/listPets.ts')
    const { operations, diagnostics, changed } = await result(run('--stubs', 'examples', '--json'))
    assert.equal(read('handlers/default/listPets.ts'), before)
    assert.equal(changed, false)
    assert.deepEqual(diagnostics, [])
    assert.deepEqual(
      operations.filter(({ noExample, answersExample }) => noExample ?? answersExample),
      [],
    )
  })

  test('the same document gives the same bytes', async () => {
    const [one, other] = [folderWith(shown), folderWith(shown)]
    await Promise.all([one.run('--stubs', 'examples'), other.run('--stubs', 'examples')])
    const path = 'handlers/default/listPets.ts'
    assert.equal(one.read(path), other.read(path))
  })

  test('it cannot be asked for together with --types-only', async () => {
    const { code, stderr } = await folderWith(shown).run('--stubs', 'examples', '--types-only')
    assert.equal(code, 2)
    assert.match(stderr, /--stubs <kind>' cannot be used with option '--types-only'/)
  })
})
