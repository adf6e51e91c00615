import { UserError } from '../base/errors.ts'
import { maskSecrets } from '../base/text.ts'
import { parseGate, productionGates } from '../load/gate.ts'
import { parseHeader, parseTargetUrl } from '../load/parse.ts'
import type { LoadPlan } from '../load/plan.ts'
import type { World } from '../ports.ts'
import { type LoadResult, loadResult } from './load-result.ts'

export interface LoadOptions {
  readonly url: string
  readonly method: string
  readonly body?: string | undefined
  /** `Name: value` each. */
  readonly headers: readonly string[]
  readonly concurrency: number
  readonly durationMs: number
  readonly warmupMs: number
  readonly timeoutMs: number
  readonly verifyTls: boolean
  /** The one status that counts as success; 200 to 399 when absent. */
  readonly expectStatus?: number | undefined
  readonly gates: readonly string[]
  /** Also the success criteria of a production service. */
  readonly production: boolean
}

/** Drives k6 against an address and judges what was measured. UserErrors: `bad-option`, `bad-input`, `unreachable-host`, `no-k6`. */
export async function load(
  options: LoadOptions,
  { k6, network, log }: Pick<World, 'k6' | 'network' | 'log'>,
): Promise<LoadResult> {
  const gates = [...(options.production ? productionGates : []), ...options.gates].map(parseGate)
  const plan = loadPlan(options)
  const { hostname } = new URL(plan.target.url)
  if (!(await network.resolves(hostname))) {
    throw new UserError('unreachable-host', `The host ${hostname} has no address. Check the spelling, or your DNS.`)
  }
  const binary = await k6.install(log)
  log.info(
    `Loading ${maskSecrets(plan.target.url)} with k6 ${binary.version} for ${(plan.durationMs + plan.warmupMs) / 1000} s ...`,
  )
  const run = await k6.run(binary, plan)
  return loadResult(plan, gates, run, binary)
}

function loadPlan(options: LoadOptions): LoadPlan {
  const url = parseTargetUrl(options.url)
  const { expectStatus } = options
  return {
    schemaVersion: 1,
    target: {
      url: url.href,
      method: options.method.toUpperCase(),
      headers: Object.fromEntries(options.headers.map(parseHeader)),
      ...(options.body !== undefined && { body: options.body }),
    },
    concurrency: options.concurrency,
    durationMs: options.durationMs,
    warmupMs: options.warmupMs,
    timeoutMs: options.timeoutMs,
    verifyTls: options.verifyTls,
    expected: expectStatus === undefined ? { min: 200, max: 399 } : { min: expectStatus, max: expectStatus },
  }
}
