import { UserError } from '../base/errors.ts'
import { count, maskSecrets } from '../base/text.ts'
import { parseGate, productionGates } from '../load/gate.ts'
import { observe } from '../load/observation.ts'
import { parseHeader, parseTargetUrl } from '../load/parse.ts'
import type { LoadPlan } from '../load/plan.ts'
import { type ShapeOptions, shape } from '../load/shape.ts'
import type { World } from '../ports.ts'
import { type LoadResult, loadResult } from './load-result.ts'

export interface LoadOptions extends ShapeOptions {
  readonly url: string
  readonly method: string
  readonly body?: string | undefined
  /** `Name: value` each. */
  readonly headers: readonly string[]
  readonly warmupMs: number
  readonly timeoutMs: number
  readonly verifyTls: boolean
  /** The one status that counts as success; 200 to 399 when absent. */
  readonly expectStatus?: number | undefined
  readonly gates: readonly string[]
  /** Also the success criteria of a production service, and by default as long as they ask for. */
  readonly production: boolean
}

const defaultMs = 30_000
const defaultProductionMs = 60_000

/** Drives k6 against an address and judges what was measured. UserErrors: `bad-option`, `bad-input`, `unreachable-host`, `no-k6`. */
export async function load(
  options: LoadOptions,
  { k6, network, log }: Pick<World, 'k6' | 'network' | 'log'>,
): Promise<LoadResult> {
  const gates = [...(options.production ? productionGates : []), ...options.gates].map(parseGate)
  const plan = loadPlan(options)
  for (const { hostname } of plan.arms.map(({ target }) => new URL(target.url))) {
    if (await network.resolves(hostname)) continue
    throw new UserError('unreachable-host', `The host ${hostname} has no address. Check the spelling, or your DNS.`)
  }
  const binary = await k6.install(log)
  log.info(`Loading ${maskSecrets(options.url)} with k6 ${binary.version} ${lengthOf(plan)} ...`)
  return loadResult(observe(plan, await k6.run(binary, plan)), gates, binary)
}

function loadPlan(options: LoadOptions): LoadPlan {
  const { method, headers, body, expectStatus, warmupMs, timeoutMs, verifyTls } = options
  const request = {
    method: method.toUpperCase(),
    headers: Object.fromEntries(headers.map(parseHeader)),
    ...(body !== undefined && { body }),
  }
  return {
    schemaVersion: 1,
    arms: [{ name: 'target', target: { url: parseTargetUrl(options.url).href, ...request } }],
    shape: shape(options, options.production ? defaultProductionMs : defaultMs),
    warmupMs,
    timeoutMs,
    verifyTls,
    expected: expectStatus === undefined ? { min: 200, max: 399 } : { min: expectStatus, max: expectStatus },
  }
}

function lengthOf({ shape: { kind, ...given }, warmupMs }: LoadPlan): string {
  if ('iterations' in given) return `until ${count(given.iterations, 'request')} are made`
  return `for ${(given.durationMs + warmupMs) / 1000} s`
}
