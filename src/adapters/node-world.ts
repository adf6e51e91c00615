import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log, World } from '../ports.ts'
import { type Assets, packageAssets } from './assets.ts'
import { decoded } from './decode.ts'
import { stoppable } from './interruption.ts'
import { findK6 } from './k6/find.ts'
import { installK6 } from './k6/install.ts'
import { runK6 } from './k6/run.ts'
import { inspectScript, runScript } from './k6/run-script.ts'
import { nodeFiles } from './node-files.ts'
import { nodeGit } from './node-git.ts'
import { nodeNetwork } from './node-network.ts'
import { nodeServices } from './node-services.ts'
import { pgliteScratch } from './pglite/scratch.ts'
import { postgresServers } from './postgres.ts'
import { scratchServers } from './scratch-servers.ts'

const statementTimeoutMs = 60_000

/** The world as Node gives it, with our own files where they lie. */
export function nodeWorld(assets: Assets = packageAssets()): World {
  return {
    files: nodeFiles,
    log: stderrLog,
    clock: { now: () => new Date(), elapsed: () => performance.now(), sleep: pause },
    interruption: { stoppable },
    network: nodeNetwork,
    services: nodeServices,
    git: nodeGit,
    templates: { read: (name) => readFile(join(assets.templates, name), 'utf8') },
    variable: (name) => process.env[name] || undefined,
    input: async () => decoded(await buffer(process.stdin), 'standard input'),
    k6: {
      find: findK6,
      install: installK6,
      inspect: inspectScript,
      runScript,
      run: (binary, plan, requests) => runK6(binary, assets.k6Script, { plan, requests }),
    },
    servers: postgresServers,
    scratchServers: scratchServers(statementTimeoutMs),
    scratch: pgliteScratch({ worker: assets.pgliteWorker, seed: assets.pgliteSeed, timeoutMs: statementTimeoutMs }),
  }
}

async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, signal && { signal })
  } catch (error) {
    if (!signal?.aborted) throw error
  }
}

const stderrLog: Log = {
  info: (message) => void process.stderr.write(`${message}\n`),
  warn: (message) => void process.stderr.write(`warning: ${message}\n`),
}
