import { lookup } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Log, World } from '../ports.ts'
import { download } from './download.ts'
import { findK6 } from './k6/find.ts'
import { installK6 } from './k6/install.ts'
import { runK6 } from './k6/run.ts'
import { nodeFiles } from './node-files.ts'
import { nodeGit } from './node-git.ts'
import { pgliteScratch } from './pglite/scratch.ts'

const statementTimeoutMs = 60_000

/** The world as Node gives it. */
export function nodeWorld(): World {
  return {
    files: nodeFiles,
    log: stderrLog,
    clock: { now: () => new Date() },
    network: { resolves, download },
    git: nodeGit,
    templates: { read: (name) => readFile(join(packageRoot, 'templates', name), 'utf8') },
    input: () => text(process.stdin),
    k6: {
      find: findK6,
      install: installK6,
      run: (binary, plan) => runK6(binary, join(packageRoot, 'k6-scripts/run.ts'), plan),
    },
    scratch: pgliteScratch({
      worker: pathToFileURL(join(packageRoot, 'dist/src/adapters/pglite/worker.js')),
      seed: pathToFileURL(join(packageRoot, 'dist/scratch-seed.tar.gz')),
      timeoutMs: statementTimeoutMs,
    }),
  }
}

async function resolves(host: string): Promise<boolean> {
  try {
    // An IPv6 address stands in brackets in a URL.
    await lookup(host.replace(/^\[(.*)\]$/, '$1'))
    return true
  } catch {
    return false
  }
}

const stderrLog: Log = {
  info: (message) => void process.stderr.write(`${message}\n`),
  warn: (message) => void process.stderr.write(`warning: ${message}\n`),
}

/** The folder of our package.json, from the sources as from the compiled files. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)))

export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version
}

function findRoot(folder: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string }
    if (name === 'backwright') return folder
  } catch {
    // No package.json here: the next folder up may have it.
  }
  return findRoot(dirname(folder))
}
