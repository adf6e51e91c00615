// Bundles every action with all that it needs into actions/<name>/dist, from the compiled sources (`npm run build` first).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const require = createRequire(import.meta.url)
const ncc = require.resolve('@vercel/ncc/dist/ncc/cli.js')

/** What an action needs besides its code: files that are found by path, laid as src/adapters/assets.ts expects them. */
const assets = {
  postgres(dist) {
    bundle('dist/src/adapters/pglite/worker.js', join(dist, 'pglite'))
    cpSync('dist/scratch-seed.tar.gz', join(dist, 'pglite/seed.tar.gz'))
    cpSync(require.resolve('libpg-query/wasm/libpg-query.wasm'), join(dist, 'libpg-query.wasm'))
  },
  k6: (dist) =>
    cpSync('k6-scripts', join(dist, 'k6-scripts'), { recursive: true, filter: (path) => !path.endsWith('.json') }),
  templates: (dist) => cpSync('templates', join(dist, 'templates'), { recursive: true }),
}
const needs = {
  'schema-review': ['postgres'],
  'perf-gate': ['k6'],
}

/** libpg-query, a CommonJS module, looks for its file beside itself, and a module has no `__dirname`. */
const shim = `import { dirname as $dirname } from 'node:path'
import { fileURLToPath as $path } from 'node:url'
globalThis.__filename ??= $path(import.meta.url)
globalThis.__dirname ??= $dirname(globalThis.__filename)
`

const lock = 'node_modules/.backwright-bundling'
await exclusively(() => {
  const actions = readdirSync('actions').filter((name) => existsSync(`actions/${name}/action.yml`))
  const state = fingerprint([
    'dist/src',
    'dist/actions',
    'dist/scratch-seed.sha256',
    'k6-scripts',
    'templates',
    'package-lock.json',
    'scripts/bundle.mjs',
  ])
  for (const name of actions) build(name, state)
})

function build(name, state) {
  const dist = `actions/${name}/dist`
  const stamp = `${dist}/.bundled-from`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return
  const needed = needs[name]
  if (!needed) throw new Error(`scripts/bundle.mjs does not say what the action ${name} needs.`)
  rmSync(dist, { recursive: true, force: true })
  bundle(`dist/actions/${name}/index.js`, dist)
  for (const need of needed) assets[need](dist)
  writeFileSync(stamp, state)
  console.log(`${dist}: ${(bytes(dist) / 1e6).toFixed(1)} MB`)
}

/** `node:module` stays outside: ncc's stand-in for it lacks createRequire, which PGlite needs. */
function bundle(entry, folder) {
  const flags = ['--out', folder, '--external', 'node:module', '--license', 'licenses.txt', '--no-cache', '--quiet']
  const { status, stdout, stderr } = spawnSync(process.execPath, [ncc, 'build', entry, ...flags], { encoding: 'utf8' })
  // ncc shows its own source around an error of its own.
  if (status !== 0) throw new Error(`ncc could not bundle ${entry}:\n${`${stdout}${stderr}`.slice(-2000)}`)
  const file = join(folder, 'index.js')
  writeFileSync(file, `${shim}${readFileSync(file, 'utf8')}`)
}

/** Two test runs at once may both find a bundle missing. */
async function exclusively(body) {
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch {
      const ageMs = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
      if (ageMs > 300_000) rmSync(lock, { recursive: true, force: true })
      else await sleep(500)
    }
  }
  process.on('exit', () => rmSync(lock, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))
  body()
}

function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version)
  for (const path of paths.flatMap(files)) hash.update(path).update(readFileSync(path))
  return hash.digest('hex')
}

function files(path) {
  if (!existsSync(path)) return []
  try {
    const names = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    return names.flatMap((entry) => (entry.isDirectory() ? files(join(path, entry.name)) : [join(path, entry.name)]))
  } catch {
    return [path]
  }
}

function bytes(folder) {
  return files(folder).reduce((sum, path) => sum + readFileSync(path).length, 0)
}
