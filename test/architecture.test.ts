import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'vitest'

/** From the bottom up. A file imports from its own folder and from the layers below it, and from nowhere else. */
const layers = [
  ['src/base'],
  ['src/ports.ts', 'src/action-host.ts'],
  ['src/openapi', 'src/schema', 'src/load', 'src/report', 'src/writing'],
  ['src/migration', 'src/scaffold', 'src/security'],
  ['src/commands'],
  ['src/adapters'],
  ['generators'],
  ['src/cli', 'actions'],
]

/** Only these may reach outside the process; all else goes through src/ports.ts. */
const mayTouchTheWorld = /^src\/adapters\/|^src\/cli\/bin\.ts$|^actions\/[^/]+\/index\.ts$/

/** A package has one home, so that it can be replaced in one place. */
const homes: Readonly<Record<string, RegExp>> = {
  '@supabase/pg-delta': /^src\/migration\/delta\.ts$/,
  '@electric-sql/pglite': /^src\/adapters\/pglite\//,
  'sql-ddl-to-json-schema': /^src\/schema\/mysql\/read\.ts$/,
  'libpg-query': /^src\/schema\/statements\.ts$/,
  handlebars: /^src\/writing\/template\.ts$/,
  diff: /^src\/writing\/diff\.ts$/,
  '@apidevtools/swagger-parser': /^src\/openapi\/source-set\.ts$/,
  yaml: /^src\/openapi\/source-file\.ts$/,
  pg: /^src\/adapters\/postgres\.ts$/,
  commander: /^src\/cli\//,
  'node-plop': /^generators\/(plop|plopfile)\.ts$/,
  '@actions/core': /^src\/adapters\/github\/host\.ts$/,
  '@actions/github': /^src\/adapters\/github\//,
  '@octokit/plugin-retry': /^src\/adapters\/github\/client\.ts$/,
  '@octokit/plugin-throttling': /^src\/adapters\/github\/client\.ts$/,
}

const sources = ['src', 'generators', 'actions'].flatMap(typescript)

test('every file has a layer', () => {
  assert.deepEqual(
    sources.filter((file) => layerOf(file) === undefined),
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

test('only the adapters and the edges touch the world', () => {
  const wrong = sources
    .filter((file) => !mayTouchTheWorld.test(file))
    .flatMap((file) =>
      imports(file)
        .filter((to) => to.startsWith('node:'))
        .map((to) => `${file} -> ${to}`),
    )
  assert.deepEqual(wrong, [])
})

test('the pure layers do not read the environment, the clock or chance', () => {
  const wrong = sources
    .filter((file) => !mayTouchTheWorld.test(file))
    .filter((file) =>
      /process\.(env|exit|cwd)|console\.|Date\.now|new Date\(\)|Math\.random/.test(readFileSync(file, 'utf8')),
    )
  assert.deepEqual(wrong, [])
})

test('a package is imported in one place', () => {
  const wrong = sources.flatMap((file) =>
    imports(file)
      .flatMap((to) => Object.entries(homes).filter(([name]) => to === name || to.startsWith(`${name}/`)))
      .filter(([, home]) => !home.test(file))
      .map(([name]) => `${file} -> ${name}`),
  )
  assert.deepEqual(wrong, [])
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
