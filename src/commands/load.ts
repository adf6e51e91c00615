import { UserError } from '../base/errors.ts'
import { count, maskSecrets } from '../base/text.ts'
import { isExtensible } from '../load/extension.ts'
import type { Gate } from '../load/gate.ts'
import { memoryNote } from '../load/memory.ts'
import { metrics } from '../load/metrics.ts'
import { parseTargetUrl } from '../load/parse.ts'
import type { LoadPlan, Segment } from '../load/plan.ts'
import { parseSaved, type Saved } from '../load/saved.ts'
import { refuseIdle } from '../load/segment.ts'
import type { ShapeOptions } from '../load/shape.ts'
import type { World } from '../ports/world.ts'
import { type Asked, requireHosts } from './load-arms.ts'
import { gatesOf } from './load-gates.ts'
import { measure } from './load-measure.ts'
import { loadPlan, refuseCut } from './load-plan.ts'
import { manyRequests } from './load-requests.ts'
import type { LoadResult } from './load-result.ts'
import type { SpecOptions } from './load-spec.ts'

export interface LoadOptions extends ShapeOptions, Asked {
  /** What to load; with a document where its paths start, and empty when nobody said. */
  readonly url: string
  /** The operations of a document, instead of one address. */
  readonly spec?: SpecOptions | undefined
  /** A file with rows of data (`-` is standard input), which take turns in the placeholders of address, headers and body. */
  readonly data?: string | undefined
  /** What to compare it with: another address, in the same run, or the report of another run. */
  readonly base?:
    | { readonly kind: 'address'; readonly url: string }
    | { readonly kind: 'saved'; readonly path: string }
    | undefined
  /** Whether two addresses are compared once more where the first time does not decide; so it is by default. */
  readonly extend?: boolean | undefined
  /** Of the random order in which requests take turns, and of the values that are made. */
  readonly seed?: number | undefined
  readonly warmupMs: number
  readonly timeoutMs: number
  readonly verifyTls: boolean
  /** Whether a connection serves more than one request, as it does by default. */
  readonly reuse?: boolean | undefined
  readonly gates: readonly string[]
  /** A file of gates by endpoint, which come on top. */
  readonly gatesFile?: string | undefined
  /** Whether to tell how the run went over time, which costs k6 up to a third more processor time a request; a comparison always does. */
  readonly timeline?: boolean | undefined
  /** Also the success criteria of a production service, and by default as long as they ask for. */
  readonly production: boolean
  /** Of k6, as Go modules. */
  readonly extensions?: readonly string[] | undefined
  /** Which part of the load this run is, where several machines share it. */
  readonly segment?: Segment | undefined
}

/** Drives k6 against an address and judges what was measured. UserErrors: `bad-option`, `bad-input`, `missing-file`, `no-baseline`, `no-memory`, `unreachable-host`, `no-k6`, and those of a document. */
export async function load(
  options: LoadOptions,
  {
    k6,
    machine,
    network,
    log,
    variable,
    ...files
  }: Pick<World, 'k6' | 'machine' | 'network' | 'log' | 'files' | 'input' | 'variable'>,
): Promise<LoadResult> {
  if (options.segment) refuseCut(options, '--segment')
  const asked = await manyRequests(options, { log, network, variable, ...files })
  const { production, ...gates } = await gatesOf(options, asked?.arm.endpoints ?? [], { log, ...files })
  refuseGates([...gates.gates, ...gates.ofEndpoints.flat()], options)
  const plan = { ...loadPlan({ ...options, production }, asked && [asked.arm]), rows: asked?.rows }
  if (plan.segment) refuseIdle(plan.shape, plan.segment)
  const note = memoryNote(plan, machine.freeMemory())
  if (note !== undefined) log.info(note)
  const saved = options.base?.kind === 'saved' ? await readSaved(options.base.path, files) : undefined
  await requireHosts(plan.arms, network)
  const binary = await k6.install(log, options.extensions)
  log.info(`Loading ${addresses(plan)} with k6 ${binary.version} ${lengthOf(plan)} ...`)
  const measuring = {
    plan,
    run: (given: LoadPlan) => k6.run(binary, { script: 'run', plan: given, requests: asked?.requests }),
    mayExtend: options.extend !== false && isExtensible(plan, gates),
    machine,
    log,
  }
  return measure(measuring, { ...gates, saved, binary, leftOut: asked?.leftOut })
}

/** What can never be decided is said before anything runs. UserError `bad-option`. */
export function refuseGates(gates: readonly Gate[], { url, base }: Pick<LoadOptions, 'url' | 'base'>): void {
  const [first] = gates.filter(({ ofBase }) => ofBase)
  if (first && !base) {
    throw new UserError('bad-option', `The gate ${first.text} needs a base: name two addresses and --compare.`)
  }
  if (first && base?.kind === 'address' && parseTargetUrl(base.url).href === parseTargetUrl(url).href) {
    throw new UserError(
      'bad-option',
      `Base and candidate are both ${maskSecrets(url)}, so the gate ${first.text} holds whatever has changed. Name two addresses, or leave the gate out.`,
    )
  }
  const latency = gates.find(({ ofBase, metric }) => ofBase && metrics[metric]?.unit === 'ms')
  if (latency && base?.kind === 'saved') {
    throw new UserError(
      'bad-option',
      `The gate ${latency.text} cannot be decided by a saved run: latencies differ more between two runs than between two versions. Compare two addresses in one run, or set a limit in ms.`,
    )
  }
}

/** The report of another run; UserErrors `no-baseline`, `bad-input`. */
export async function readSaved(path: string, { files, input }: Pick<World, 'files' | 'input'>): Promise<Saved> {
  const text = path === '-' ? await input() : await files.readIfThere(path)
  if (text !== undefined) return parseSaved(text, path)
  throw new UserError(
    'no-baseline',
    `There is no ${path} to compare with. Save one with: backwright load <url> -o ${path}`,
    {
      where: { file: path },
    },
  )
}

function addresses({ arms }: LoadPlan): string {
  const texts = arms.map(
    ({ target, endpoints }) =>
      `${endpoints ? `${count(endpoints.length, 'operation')} of ` : ''}${maskSecrets(target.url)}`,
  )
  return texts.join(' and in turns ')
}

function lengthOf({ shape: { kind, ...given }, warmupMs }: LoadPlan): string {
  if ('iterations' in given) return `until ${count(given.iterations, 'request')} are made`
  return `for ${(given.durationMs + warmupMs) / 1000} s`
}
