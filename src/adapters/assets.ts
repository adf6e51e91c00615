import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Files of ours that are not imported: they are found by path, which differs between the package and a bundle. */
export interface Assets {
  /** The compiled worker: Node 20 cannot start one from TypeScript. */
  readonly pgliteWorker: URL
  /** PostgreSQL's files as they are after its start, which saves the start. */
  readonly pgliteSeed: URL
  /** The folder of the scripts that k6 runs. */
  readonly k6Scripts: string
  /** The folder of Handlebars files. */
  readonly templates: string
}

/** As they lie in the package, whether it runs from its sources or compiled. */
export function packageAssets(): Assets {
  const root = packageRoot()
  return {
    pgliteWorker: pathToFileURL(join(root, 'dist/src/adapters/pglite/worker.js')),
    pgliteSeed: pathToFileURL(join(root, 'dist/scratch-seed.tar.gz')),
    k6Scripts: join(root, 'k6-scripts'),
    templates: join(root, 'templates'),
  }
}

/** As scripts/bundle.mjs lays them beside the bundle of an action. */
export function bundleAssets(bundleUrl: string): Assets {
  const folder = dirname(fileURLToPath(bundleUrl))
  return {
    pgliteWorker: pathToFileURL(join(folder, 'pglite/index.js')),
    pgliteSeed: pathToFileURL(join(folder, 'pglite/seed.tar.gz')),
    k6Scripts: join(folder, 'k6-scripts'),
    templates: join(folder, 'templates'),
  }
}

export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version
}

function packageRoot(folder = dirname(fileURLToPath(import.meta.url))): string {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string }
    if (name === 'backwright') return folder
  } catch {
    // No package.json here: the next folder up may have it.
  }
  const parent = dirname(folder)
  if (parent === folder) throw new Error('The package.json of backwright is nowhere above its code.')
  return packageRoot(parent)
}
