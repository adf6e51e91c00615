import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Log, World } from '../ports.ts'
import { nodeFiles } from './node-files.ts'
import { pgliteScratch } from './pglite/scratch.ts'

const statementTimeoutMs = 60_000

/** The world as Node gives it. */
export function nodeWorld(): World {
  return {
    files: nodeFiles,
    log: stderrLog,
    clock: { now: () => new Date() },
    scratch: pgliteScratch({
      worker: pathToFileURL(join(packageRoot, 'dist/src/adapters/pglite/worker.js')),
      timeoutMs: statementTimeoutMs,
    }),
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
