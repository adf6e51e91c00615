import { type ExitCode, exitCode, worst } from '../../src/base/exit-code.ts'
import type { Threshold } from '../../src/base/finding.ts'
import { type LoadOptions, load } from '../../src/commands/load.ts'
import { loadExit } from '../../src/commands/load-outcome.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import { hasThresholds, loadScript } from '../../src/commands/load-script.ts'
import type { World } from '../../src/ports/world.ts'
import type { Inputs } from './inputs.ts'
import type { Document, Script, Subject } from './subject.ts'

const requestTimeoutMs = 30_000
const defaultMs = 60_000
const defaultUsers = 10

export interface Measured {
  readonly results: readonly LoadResult[]
  /** The commit whose service they were compared with. */
  readonly base?: string
  /** Why there was nothing to compare with; then nothing was measured. */
  readonly lack?: string
}

export function isWell({ results, lack }: Measured): boolean {
  return lack === undefined && results.every(({ verdict }) => verdict === 'PASS')
}

/** Loads what is to be loaded here. */
export async function measure(subject: Subject, inputs: Inputs, world: World): Promise<readonly LoadResult[]> {
  switch (subject.kind) {
    case 'script':
      return [await measureScript(subject, inputs, world)]
    case 'document':
      return [await load(documentOptions(subject, inputs), world)]
    case 'addresses': {
      const { urls, compare } = subject
      const base = compare?.kind === 'saved' ? compare : undefined
      return measureAddresses(
        urls.map((url) => ({ url, base })),
        inputs,
        world,
      )
    }
  }
}

/** Each with what it is compared with, if anything; one after the other, so that they do not disturb each other. */
export async function measureAddresses(
  targets: readonly Pick<LoadOptions, 'url' | 'base'>[],
  inputs: Inputs,
  world: World,
): Promise<readonly LoadResult[]> {
  const { method = 'GET', body } = inputs
  const results: LoadResult[] = []
  for (const target of targets) {
    const result = await load({ ...conditions(inputs), method, ...(body !== '' && { body }), ...target }, world)
    results.push(result)
    if (loadExit(result) === exitCode.interrupted) break
  }
  return results
}

function documentOptions({ document, url }: Document, inputs: Inputs): LoadOptions {
  const spec = { document, operations: inputs.operations, allowRemote: false }
  return { ...conditions(inputs), method: 'GET', url, spec }
}

function conditions({ gates: { gates, gatesFile, production }, duration, warmup, concurrency, headers }: Inputs) {
  return {
    gates,
    gatesFile,
    production,
    // For the page.
    timeline: true,
    durationMs: duration ?? defaultMs,
    warmupMs: warmup ?? 0,
    concurrency: concurrency ?? defaultUsers,
    headers,
    timeoutMs: requestTimeoutMs,
    verifyTls: true,
  }
}

async function measureScript({ script }: Script, inputs: Inputs, world: World): Promise<LoadResult> {
  const { gates: said, duration, concurrency } = inputs
  const production = said.production && !(said.byDefault && (await hasThresholds(script, world)))
  const how = { concurrency, durationMs: duration, iterations: undefined, verifyTls: true, reuse: true, extensions: [] }
  return loadScript({ script, gates: said.gates, production, ...how }, world)
}

/** The exit code of the command line for the same results, as far as it is to fail the job. */
export function exitOf({ results, lack }: Measured, failOn: Threshold): ExitCode {
  if (lack !== undefined) return failOn === 'never' ? exitCode.fine : exitCode.invalid
  return worst(results.map((result) => exitOfOne(result, failOn)))
}

function exitOfOne(result: LoadResult, failOn: Threshold): ExitCode {
  const exit = loadExit(result)
  const tolerated = failOn === 'never' || (failOn === 'error' && exit === exitCode.inconclusive)
  return tolerated && exit !== exitCode.interrupted ? exitCode.fine : exit
}
