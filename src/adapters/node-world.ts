import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Templates } from '../ports/files.ts'
import type { Log } from '../ports/host.ts'
import type { World } from '../ports/world.ts'
import { type Assets, packageAssets } from './assets.ts'
import { decoded } from './decode.ts'
import { stoppable } from './interruption.ts'
import { archiveK6 } from './k6/archive.ts'
import { findK6 } from './k6/find.ts'
import { installK6 } from './k6/install.ts'
import { runK6 } from './k6/run.ts'
import { inspectScript, runScript } from './k6/run-script.ts'
import { kubectl } from './kubectl.ts'
import { nodeFiles } from './node-files.ts'
import { nodeGit } from './node-git.ts'
import { nodeMachine } from './node-machine.ts'
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
    machine: nodeMachine,
    kubernetes: kubectl,
    network: nodeNetwork,
    services: nodeServices,
    git: nodeGit,
    templates: filesOf(assets.templates),
    profiles: filesOf(join(assets.k6Scripts, 'profiles')),
    variable: (name) => process.env[name] || undefined,
    input: async () => decoded(await buffer(process.stdin), 'standard input'),
    k6: {
      find: findK6,
      install: installK6,
      inspect: inspectScript,
      runScript,
      archive: (binary, plan) => archiveK6(binary, assets.k6Scripts, plan),
      run: (binary, job) => runK6(binary, assets.k6Scripts, job),
    },
    servers: postgresServers,
    scratchServers: scratchServers(statementTimeoutMs),
    scratch: pgliteScratch({ worker: assets.pgliteWorker, seed: assets.pgliteSeed, timeoutMs: statementTimeoutMs }),
  }
}

function filesOf(folder: string): Templates {
  return { read: (name) => readFile(join(folder, name), 'utf8') }
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
