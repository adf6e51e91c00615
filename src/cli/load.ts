import type { Command } from 'commander'
import { UserError } from '../base/errors.ts'
import type { Outcome } from '../base/outcome.ts'
import { load } from '../commands/load.ts'
import { requestBody } from '../commands/load-body.ts'
import { loadOperator, loadOperatorOutcome } from '../commands/load-operator.ts'
import { loadOutcome } from '../commands/load-outcome.ts'
import { loadRateLimit } from '../commands/load-rate-limit.ts'
import type { LoadResult } from '../commands/load-result.ts'
import { loadScript } from '../commands/load-script.ts'
import type { SpecOptions } from '../commands/load-spec.ts'
import { k6Extensions } from '../load/k6-extension.ts'
import type { World } from '../ports/world.ts'
import { given } from './arguments.ts'
import { addLoadFlags, type LoadFlags } from './load-flags.ts'
import { addLoadMerge } from './load-merge.ts'
import { addOnFlags, type OnFlags, operatorOptions } from './load-operator.ts'
import { addRateLimitFlags, type RateLimitFlags, rateLimitOptions } from './load-rate-limit.ts'
import { addLoadReportFlags, withReports } from './load-reports.ts'
import { addScriptFlags, type ScriptFlags, scriptOptions } from './load-script-flags.ts'
import { addSpecFlags, type SpecFlags, specOptions } from './load-spec-flags.ts'
import { loadTargets, specTarget } from './load-targets.ts'
import type { Run } from './run.ts'

const defaultTimeoutMs = 30_000

type Flags = LoadFlags & OnFlags & RateLimitFlags & SpecFlags & ScriptFlags

export function addLoad(program: Command, run: Run): void {
  const command = program
    .command('load')
    .summary('load-test an address with k6 and judge it by gates')
    .description(
      'Drives k6 against an address and gives a verdict: PASS (exit 0), FAIL (1), INCONCLUSIVE (4), INVALID (5).',
    )
    .argument(
      '[url...]',
      'what to load, such as http://127.0.0.1:3000/users; with --compare the base, then the candidate',
    )
    .addHelpText(
      'after',
      "\nExample:\n  backwright load http://127.0.0.1:3000/users -c 50 -d 30 --gate 'p99<200' --gate 'success>99.5%'",
    )
  for (const add of [addLoadFlags, addSpecFlags, addScriptFlags, addRateLimitFlags, addLoadReportFlags, addOnFlags]) {
    add(command)
  }
  command.action((urls: readonly string[], flags: Flags) => run((world) => outcome(urls, flags, world)))
  addLoadMerge(command, run)
}

async function outcome(urls: readonly string[], flags: Flags, world: World): Promise<Outcome> {
  const reported = async (measure: () => Promise<LoadResult>) =>
    loadOutcome(await withReports(flags, world.files, measure))
  if (!flags.extend && flags.compare !== true) {
    throw new UserError('bad-option', '--no-extend is of --compare with two addresses. Add that, or leave it out.')
  }
  const script = scriptOptions(urls, flags)
  if (script) return reported(() => loadScript(script, world))
  refuseTwoInputs(flags)
  const spec = specOptions(flags)
  const rateLimit = rateLimitOptions(urls, flags)
  const common = { ...commonOptions(flags), body: await requestBody(flags, world) }
  if (rateLimit) return reported(() => loadRateLimit({ ...common, ...rateLimit }, world))
  const asked = { ...common, ...options(urls, flags, spec) }
  const elsewhere = operatorOptions(asked, flags)
  if (elsewhere) return loadOperatorOutcome(await loadOperator(elsewhere, world))
  return reported(() => load(asked, world))
}

/** UserError `bad-option` where standard input would have to be two things. */
function refuseTwoInputs(flags: Flags): void {
  const read = ['spec', 'bodyFile', 'data', 'gates', 'compare'] as const
  const named = given(Object.fromEntries(read.filter((name) => flags[name] === '-').map((name) => [name, '-'])), read)
  if (named.length < 2) return
  throw new UserError('bad-option', `Standard input cannot be ${named.join(' and ')}. Name a file for one of them.`)
}

/** What a run for a rate limit can be told too. */
function commonOptions(flags: Flags) {
  return {
    method: flags.method ?? 'GET',
    headers: flags.header ?? [],
    expectStatus: flags.expectStatus,
    concurrency: flags.concurrency,
    durationMs: flags.duration,
    iterations: flags.iterations,
    timeoutMs: flags.timeout ?? defaultTimeoutMs,
    verifyTls: flags.verifySsl,
    reuse: flags.reuse,
    extensions: k6Extensions(flags.with ?? []),
  }
}

function options(urls: readonly string[], flags: Flags, spec: SpecOptions | undefined) {
  return {
    ...(spec ? specTarget(urls, flags.compare) : loadTargets(urls, flags.compare, flags.data)),
    spec,
    data: flags.data,
    extend: flags.extend,
    seed: flags.seed,
    rate: flags.rate,
    stages: flags.stages,
    warmupMs: flags.warmup ?? 0,
    segment: flags.segment,
    timeline: flags.html !== undefined,
    gates: flags.gate ?? [],
    production: flags.gates === 'production',
    gatesFile: flags.gates === 'production' ? undefined : flags.gates,
  }
}
