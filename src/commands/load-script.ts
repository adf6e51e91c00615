import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { clientOf } from '../load/client.ts'
import { type Gate, parseGate, productionGates } from '../load/gate.ts'
import { ofLatency } from '../load/recommendations.ts'
import { parseScriptSummary, type ScriptMeasured, scriptGrid } from '../load/script-summary.ts'
import { judgeScript } from '../load/script-verdict.ts'
import type { K6Binary, K6ScriptRun } from '../ports/k6.ts'
import type { World } from '../ports/world.ts'
import type { LoadResult } from './load-result.ts'
import { targetOf } from './load-target.ts'

export interface ScriptOptions {
  /** The path of a script for k6. */
  readonly script: string
  /** These replace what the script says of its load. */
  readonly concurrency: number | undefined
  readonly durationMs: number | undefined
  readonly iterations: number | undefined
  readonly verifyTls: boolean
  /** What the script says, unless it is false. */
  readonly reuse: boolean
  readonly gates: readonly string[]
  readonly production: boolean
  /** Of k6, as Go modules. */
  readonly extensions: readonly string[]
}

/** As far as they are read. */
const optionsSchema = z.object({
  scenarios: z.record(z.string(), z.object({ executor: z.string() })).nullish(),
  summaryTrendStats: z.array(z.string()).nullish(),
  thresholds: z.unknown(),
  maxVUs: z.number(),
})

/** Runs a script of the user with k6 and judges its HTTP requests. UserErrors: `bad-option`, `bad-input`, `missing-file`, `no-k6`. */
export async function loadScript(
  options: ScriptOptions,
  { k6, files, log }: Pick<World, 'k6' | 'files' | 'log'>,
): Promise<LoadResult> {
  const { script } = options
  const gates = gatesOf(options)
  await files.read(script)
  const binary = await k6.install(log, options.extensions)
  const given = await optionsOf(script, binary, k6)
  log.info(`Running ${script} with k6 ${binary.version} ...`)
  const flags = k6Flags(options)
  const run = await k6.runScript(binary, script, [...flags, `--summary-trend-stats=${statsOf(given).join(',')}`])
  const replaced = options.durationMs !== undefined || options.iterations !== undefined
  const isOpen =
    !replaced && Object.values(given.scenarios ?? {}).some(({ executor }) => executor.endsWith('-arrival-rate'))
  return scriptResult(run, {
    script,
    gates,
    binary,
    model: isOpen ? 'open' : 'closed',
    users: options.concurrency ?? given.maxVUs,
    reuse: options.reuse,
  })
}

/** Whether a script has gates of its own. UserErrors: `bad-input`, `no-k6`. */
export async function hasThresholds(script: string, { k6, log }: Pick<World, 'k6' | 'log'>): Promise<boolean> {
  const { thresholds } = await optionsOf(script, await k6.install(log), k6)
  return Object.values(thresholds ?? {}).flat().length > 0
}

async function optionsOf(script: string, binary: K6Binary, k6: World['k6']): Promise<z.infer<typeof optionsSchema>> {
  return optionsSchema.parse(JSON.parse(await k6.inspect(binary, script)))
}

function gatesOf({ gates, production }: ScriptOptions): readonly Gate[] {
  const all = [...(production ? productionGates : []), ...gates].map(parseGate)
  const ofBase = all.find((gate) => gate.ofBase)
  if (!ofBase) return all
  throw new UserError('bad-option', `The gate ${ofBase.text} needs a base, and a script has none. Set a limit instead.`)
}

/** Those of the script stay, because its own handleSummary may read them, and those of its thresholds are to be told. */
function statsOf({ summaryTrendStats, thresholds }: z.infer<typeof optionsSchema>): readonly string[] {
  const ofThresholds = JSON.stringify(thresholds ?? {}).match(/\bp\(\d+(?:\.\d+)?\)|\bmed\b/g) ?? []
  const ours = ['count', 'min', 'avg', 'max', ...scriptGrid.map((q) => `p(${q})`)]
  return [...new Set([...ours, ...(summaryTrendStats ?? []), ...ofThresholds])]
}

function k6Flags({ concurrency, durationMs, iterations, verifyTls, reuse }: ScriptOptions): readonly string[] {
  return [
    ...(concurrency === undefined ? [] : [`--vus=${concurrency}`]),
    ...(durationMs === undefined ? [] : [`--duration=${durationMs}ms`]),
    ...(iterations === undefined ? [] : [`--iterations=${iterations}`]),
    ...(verifyTls ? [] : ['--insecure-skip-tls-verify']),
    ...(reuse ? [] : ['--no-connection-reuse']),
  ]
}

interface Frame {
  readonly script: string
  readonly gates: readonly Gate[]
  readonly binary: K6Binary
  readonly model: LoadResult['model']
  /** As it was planned: k6 counts its users once a second, and a short run has ended before. */
  readonly users: number
  readonly reuse: boolean
}

/** A script says its load itself, and k6 does not tell it. */
const planOfScript: LoadResult['plan'] = {
  warmupMs: 0,
  durationMs: null,
  timeoutMs: null,
  expected: null,
  ratePerSecond: null,
  stages: [],
  requests: null,
  segment: null,
  reuse: null,
}

function scriptResult(run: K6ScriptRun, { script, gates, binary, model, users, reuse }: Frame): LoadResult {
  const { summary, cpu, ...ending } = run
  const measured: ScriptMeasured | undefined = summary === undefined ? undefined : parseScriptSummary(summary)
  const client = clientOf(cpu)
  const { verdict, reasons, gates: judged } = judgeScript({ ending, measured, client }, gates)
  return {
    schemaVersion: 1,
    command: 'load',
    verdict,
    script,
    reasons: [...reasons],
    gates: judged.map((gate) => ({ ...gate, interval: gate.interval && [...gate.interval] })),
    targets: measured ? [targetOf({ url: script, method: 'script' }, measured.subject, [])] : [],
    durationMs: measured?.subject.steadyMs ?? 0,
    measuredAt: null,
    concurrency: measured?.mostUsers || users,
    model,
    plan: reuse ? planOfScript : { ...planOfScript, reuse },
    dropped: measured?.dropped ?? 0,
    client: client ? { ...client } : null,
    recommendations: measured ? [...ofLatency(measured.subject)] : [],
    k6: { version: binary.version, path: binary.path },
  }
}
