import { Worker } from 'node:worker_threads'
import type { Database, Engine, Row, Scratch } from '../../ports/database.ts'
import { SqlError } from '../../ports/database.ts'
import { Allowance } from '../allowance.ts'
import { scratchLost } from '../timed-database.ts'
import type { Answer, Opening, Request } from './protocol.ts'
import { chooseTier } from './tiers.ts'

export interface PgliteOptions {
  /** The compiled worker: Node 20 cannot start one from TypeScript. */
  readonly worker: URL
  /** An archive of an empty data folder: starting from it takes a third of the time of initdb. */
  readonly seed: URL
  /** How long one request may take, and all together ten times as long. PGlite does not honour statement_timeout, so the thread is killed instead. */
  readonly timeoutMs: number
}

/** PostgreSQL in WebAssembly, one per worker thread, in memory only: foreign SQL cannot reach the host from there. */
export function pgliteScratch(options: PgliteOptions): Scratch {
  return {
    reach: 'nowhere',
    open: ({ extensions, statements = 0, timeoutMs = options.timeoutMs }) => {
      chooseTier(statements)
      return openPglite(extensions, { ...options, timeoutMs })
    },
  }
}

async function openPglite(extensions: readonly string[], options: PgliteOptions): Promise<Database> {
  const calls = new WorkerCalls(extensions, options)
  try {
    const [row] = (await calls.start("SELECT current_setting('server_version') AS version")) as readonly Row[]
    return new PgliteDatabase(calls, { name: 'PGlite', version: `PostgreSQL ${String(row?.version)}` })
  } catch (error) {
    await calls.end()
    throw error
  }
}

class PgliteDatabase implements Database {
  readonly engine: Engine
  readonly #calls: WorkerCalls

  constructor(calls: WorkerCalls, engine: Engine) {
    this.#calls = calls
    this.engine = engine
  }

  async query(sql: string, params: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.#calls.send('rows', sql, params)) as readonly Row[]
  }

  async queryArrays(sql: string, params: readonly unknown[] = []): Promise<readonly (readonly unknown[])[]> {
    return (await this.#calls.send('arrays', sql, params)) as readonly (readonly unknown[])[]
  }

  async exec(sql: string): Promise<number> {
    const [rows] = await this.#calls.send('exec', sql)
    return Number(rows ?? 0)
  }

  close(): Promise<void> {
    return this.#calls.end()
  }
}

const startTimeoutMs = 60_000

interface Waiting {
  readonly resolve: (rows: readonly unknown[]) => void
  readonly reject: (error: Error) => void
  /** Stops its timer. */
  readonly done: () => void
}

/** Requests to the worker and their answers, by number. After a time-out or a crash every later request fails. */
class WorkerCalls {
  readonly #worker: Worker
  readonly #allowance: Allowance
  readonly #waiting = new Map<number, Waiting>()
  #next = 0
  #dead: Error | undefined

  constructor(extensions: readonly string[], { worker, seed, timeoutMs }: PgliteOptions) {
    this.#allowance = new Allowance(timeoutMs)
    // Without the environment: SQL has no way to it, and it should stay that way.
    this.#worker = new Worker(worker, { workerData: { extensions, seed: seed.href } satisfies Opening, env: {} })
    this.#worker.on('message', (answer: Answer) => this.#settle(answer))
    this.#worker.on('error', ({ message }) => this.#fail(scratchLost(message)))
    this.#worker.on('exit', () => this.#fail(scratchLost('its thread has stopped')))
  }

  /** The first question, which waits for the start of the database: that takes as long on a busy machine, whatever a statement may take. */
  start(sql: string): Promise<readonly unknown[]> {
    return this.#ask({ kind: 'rows', sql, params: [] }, new Allowance(startTimeoutMs))
  }

  send(kind: Request['kind'], sql: string, params: readonly unknown[] = []): Promise<readonly unknown[]> {
    return this.#ask({ kind, sql, params }, this.#allowance)
  }

  #ask(request: Omit<Request, 'id'>, allowance: Allowance): Promise<readonly unknown[]> {
    if (this.#dead) return Promise.reject(this.#dead)
    const id = this.#next++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#expire(allowance), allowance.nextMs)
      const started = performance.now()
      const done = () => {
        clearTimeout(timer)
        allowance.spend(performance.now() - started)
      }
      this.#waiting.set(id, { resolve, reject, done })
      this.#worker.postMessage({ id, ...request } satisfies Request)
    })
  }

  async end(): Promise<void> {
    this.#dead ??= new Error('The scratch database is closed.')
    await this.#worker.terminate()
  }

  #settle({ id, rows, error }: Answer): void {
    const waiting = this.#waiting.get(id)
    if (!waiting) return
    this.#waiting.delete(id)
    waiting.done()
    if (error) waiting.reject(new SqlError(error.message, error.state, error.position))
    else waiting.resolve(rows)
  }

  #expire(allowance: Allowance): void {
    this.#fail(allowance.error())
    void this.#worker.terminate()
  }

  #fail(error: Error): void {
    this.#dead ??= error
    for (const { reject, done } of this.#waiting.values()) {
      done()
      reject(this.#dead)
    }
    this.#waiting.clear()
  }
}
