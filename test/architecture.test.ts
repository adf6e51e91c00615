import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'vitest'

/** From the bottom up. A file imports from its own folder and from the layers below it, and from nowhere else. */
const layers = [
  ['src/base'],
  ['src/ports', 'src/action-host.ts'],
  ['src/openapi', 'src/schema', 'src/load', 'src/report', 'src/writing'],
  ['src/migration', 'src/scaffold'],
  ['src/commands'],
  ['src/adapters'],
  ['generators'],
  ['src/cli', 'actions'],
]

/** Where the program starts. Only here is the world made, and handed in. */
const edges = /^src\/cli\/bin\.ts$|^generators\/plopfile\.ts$|^actions\/[^/]+\/index\.ts$/

/** Only these may reach outside the process; all else goes through src/ports. */
const mayTouchTheWorld = (file: string): boolean => file.startsWith('src/adapters/') || edges.test(file)

/** A package has one home, so that it can be replaced in one place. Zod has none: it is the language in which we write down shapes. */
const homes: Readonly<Record<string, RegExp>> = {
  '@supabase/pg-delta': /^src\/migration\/(catalog|delta)\.ts$/,
  '@electric-sql/pglite': /^src\/adapters\/pglite\//,
  'sql-ddl-to-json-schema': /^src\/schema\/mysql\/read\.ts$/,
  'libpg-query': /^src\/schema\/statements\.ts$/,
  'csv-parse': /^src\/load\/rows\.ts$/,
  randexp: /^src\/(migration\/rows\/condition-values|scaffold\/sample\/matching-text)\.ts$/,
  handlebars: /^src\/writing\/template\.ts$/,
  diff: /^src\/writing\/diff\.ts$/,
  '@apidevtools/swagger-parser': /^src\/openapi\/source-set\.ts$/,
  yaml: /^src\/openapi\/yaml-(document|tokens)\.ts$/,
  pg: /^src\/adapters\/postgres\.ts$/,
  commander: /^src\/cli\//,
  'node-plop': /^generators\/(plop|plopfile)\.ts$/,
  '@actions/core': /^src\/adapters\/github\/host\.ts$/,
  '@actions/github': /^src\/adapters\/github\//,
  '@octokit/plugin-retry': /^src\/adapters\/github\/client\.ts$/,
  '@octokit/plugin-throttling': /^src\/adapters\/github\/client\.ts$/,
  zod: /./,
}

/** A program that users start with generators/plopfile.ts; nothing imports it. */
const started = ['plop']

const sources = ['src', 'generators', 'actions'].flatMap(typescript)

test('every file has a layer, and every room of a layer has files', () => {
  assert.deepEqual(
    sources.filter((file) => layerOf(file) === undefined),
    [],
  )
  const inhabited = new Set(sources.map((file) => layerOf(file)?.home))
  assert.deepEqual(
    layers.flat().filter((room) => !inhabited.has(room)),
    [],
  )
})

test('imports point down', () => {
  const wrong = sources.flatMap((file) =>
    imports(file)
      .filter((to) => to.startsWith('.'))
      .map((to) => join(dirname(file), to))
      .filter((to) => !allowed(file, to))
      .map((to) => `${file} -> ${to}`),
  )
  assert.deepEqual(wrong, [])
})

test('docs/architecture.md says which rooms each room uses', () => {
  const everywhere = ['src/base', 'src/ports']
  const used = new Map<string, Set<string>>()
  for (const file of sources) {
    const room = layerOf(file)?.home ?? ''
    for (const to of imports(file).filter((path) => path.startsWith('.'))) {
      const other = layerOf(join(dirname(file), to))?.home ?? ''
      if (other !== room && !everywhere.includes(other)) used.set(room, (used.get(room) ?? new Set()).add(other))
    }
  }
  const rows = [...used].map(
    ([room, others]) =>
      `| \`${room}\` | ${[...others]
        .sort()
        .map((name) => `\`${name}\``)
        .join(', ')} |`,
  )
  const page = readFileSync('docs/architecture.md', 'utf8')
  assert.deepEqual(page.match(/^\| `.*$/gm), rows.sort())
})

test('only the edges know the adapters', () => {
  const wrong = sources
    .filter((file) => !mayTouchTheWorld(file))
    .flatMap((file) =>
      imports(file)
        .filter((to) => join(dirname(file), to).startsWith('src/adapters/'))
        .map((to) => `${file} -> ${to}`),
    )
  assert.deepEqual(wrong, [])
})

test('only the adapters and the edges touch the world', () => {
  const wrong = sources
    .filter((file) => !mayTouchTheWorld(file))
    .flatMap((file) =>
      imports(file)
        .filter((to) => to.startsWith('node:'))
        .map((to) => `${file} -> ${to}`),
    )
  assert.deepEqual(wrong, [])
})

test('the pure layers do not read the environment, the clock or chance', () => {
  const wrong = sources
    .filter((file) => !mayTouchTheWorld(file))
    .filter((file) =>
      /\bprocess\.|\bfetch\(|\bconsole\.|\b(Date|performance)\.now|new Date\(\)|Math\.random|\bcrypto\./.test(
        readFileSync(file, 'utf8'),
      ),
    )
  assert.deepEqual(wrong, [])
})

test('a package is imported in its home alone', () => {
  const wrong = sources.flatMap((file) =>
    imports(file)
      .filter((to) => !to.startsWith('.') && !to.startsWith('node:'))
      .filter((to) => !homes[packageOf(to)]?.test(file))
      .map((to) => `${file} -> ${to}`),
  )
  assert.deepEqual(wrong, [])
})

test('package.json depends on what has a home, and on nothing else', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: object
    devDependencies: object
  }
  // The actions are bundled, so only who builds them needs these.
  const bundled = Object.keys(homes).filter((name) => /^@(actions|octokit)\//.test(name))
  const installed = Object.keys(homes).filter((name) => !bundled.includes(name))
  assert.deepEqual(Object.keys(dependencies).sort(), [...installed, ...started].sort())
  assert.deepEqual(
    bundled.filter((name) => !Object.hasOwn(devDependencies, name)),
    [],
  )
  const used = new Set(sources.flatMap(imports).map(packageOf))
  assert.deepEqual(
    Object.keys(homes).filter((name) => !used.has(name)),
    [],
  )
})

function typescript(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => name.endsWith('.ts') && !name.includes('/dist/'))
  } catch {
    return []
  }
}

/** `@scope/name/file` → `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function allowed(from: string, to: string): boolean {
  const [a, b] = [layerOf(from), layerOf(to)]
  return a !== undefined && b !== undefined && (b.height < a.height || b.home === a.home)
}

function layerOf(file: string): { height: number; home: string } | undefined {
  for (const [height, homes] of layers.entries()) {
    const home = homes.find((name) => file === name || file.startsWith(`${name}/`))
    if (home) return { height, home }
  }
  return undefined
}

function imports(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  return [
    ...source.matchAll(/^(?:import|(?:import|export)\b[^'"]*?\bfrom)\s+['"]([^'"]+)['"]|\bimport\('([^']+)'\)/gm),
  ].map((match) => match[1] ?? match[2] ?? '')
}
