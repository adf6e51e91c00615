import { UserError } from '../../src/base/errors.ts'
import { type ExitCode, exitCode } from '../../src/base/exit-code.ts'
import type { Threshold } from '../../src/base/finding.ts'
import { load } from '../../src/commands/load.ts'
import { loadExit } from '../../src/commands/load-outcome.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import type { Service, World } from '../../src/ports.ts'

export interface MeasureOptions {
  readonly urls: readonly string[]
  /** None: those of a production service. */
  readonly gates: readonly string[]
  readonly durationMs: number
  readonly warmupMs: number
  readonly concurrency: number
  readonly method: string
  readonly headers: readonly string[]
  readonly body: string
}

const requestTimeoutMs = 30_000

/** Loads every address, one after the other, so that they do not disturb each other. */
export async function measure(options: MeasureOptions, world: World): Promise<readonly LoadResult[]> {
  const { urls, gates, body, ...plan } = options
  const results: LoadResult[] = []
  for (const url of urls) {
    const more = { url, gates, production: gates.length === 0, timeoutMs: requestTimeoutMs, verifyTls: true }
    results.push(await load({ ...plan, ...more, ...(body !== '' && { body }) }, world))
  }
  return results
}

/** Waits until every address answers; a service that ends before is the reason why none will. UserErrors: `tool-failed`, `unreachable-host`. */
export async function ready(
  urls: readonly string[],
  timeoutMs: number,
  service: Service | undefined,
  { network, log }: Pick<World, 'network' | 'log'>,
): Promise<void> {
  const stop = new AbortController()
  try {
    for (const url of urls) {
      log.info(`Waiting for ${url} ...`)
      const answered = network.answers(url, { timeoutMs, signal: stop.signal })
      if (await Promise.race([answered, ...(service ? [ended(service)] : [])])) continue
      throw new UserError(
        'unreachable-host',
        `${url} did not answer with a status below 500 within ${timeoutMs / 1000} s. Does the service listen there? A slow start needs a longer wait-timeout.`,
      )
    }
  } finally {
    stop.abort()
  }
}

/** Rejects when the command fails. One that succeeds may have put the service into the background. */
async function ended({ exited }: Service): Promise<never> {
  const code = await exited
  if (code === 0) return new Promise(() => undefined)
  throw new UserError(
    'tool-failed',
    `The command of start ended with exit code ${code} before the service answered. Its last output is in the log.`,
  )
}

/** The exit code of the command line for the same result, as far as it is to fail the job. */
export function exitOf(result: LoadResult, failOn: Threshold): ExitCode {
  const exit = loadExit(result)
  const tolerated = failOn === 'never' || (failOn === 'error' && exit === exitCode.inconclusive)
  return tolerated && exit !== exitCode.interrupted ? exitCode.fine : exit
}
