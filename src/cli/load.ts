import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Outcome } from '../base/outcome.ts'
import { load } from '../commands/load.ts'
import { loadOperator, loadOperatorOutcome } from '../commands/load-operator.ts'
import { loadOutcome } from '../commands/load-outcome.ts'
import { loadRateLimit } from '../commands/load-rate-limit.ts'
import type { LoadResult } from '../commands/load-result.ts'
import { loadScript } from '../commands/load-script.ts'
import type { SpecOptions } from '../commands/load-spec.ts'
import { parseDuration } from '../load/parse.ts'
import type { Segment, Stage } from '../load/plan.ts'
import { parseSegment } from '../load/segment.ts'
import { mostUsers, parseRate, parseStages } from '../load/shape.ts'
import type { World } from '../ports.ts'
import { append, between } from './arguments.ts'
import { addLoadMerge } from './load-merge.ts'
import { addOnFlags, type OnFlags, operatorOptions } from './load-operator.ts'
import { addRateLimitFlags, type RateLimitFlags, rateLimitOptions } from './load-rate-limit.ts'
import { addLoadReportFlags, withReports } from './load-reports.ts'
import { addScriptFlags, scriptOptions } from './load-script-flags.ts'
import { addSpecFlags, type SpecFlags, specOptions } from './load-spec-flags.ts'
import { loadTargets, specTarget } from './load-targets.ts'
import type { Run } from './run.ts'

const defaultTimeoutMs = 30_000

interface Flags extends OnFlags, RateLimitFlags, SpecFlags {
  readonly script?: string
  readonly header?: readonly string[]
  readonly concurrency?: number
  readonly duration?: number
  readonly rate?: number
  readonly stages?: readonly Stage[]
  readonly iterations?: number
  readonly warmup?: number
  readonly timeout?: number
  readonly verifySsl: boolean
  readonly expectStatus?: number
  readonly gate?: readonly string[]
  readonly gates?: string
  readonly compare?: string | true
  readonly seed?: number
  readonly segment?: Segment
}

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

function addLoadFlags(load: Command): Command {
  return load
    .option('-m, --method <method>', 'HTTP method (default: GET)', method)
    .option('-b, --body <text>', 'the body of every request')
    .option('-H, --header <header>', "'Name: value'; may be said again", append)
    .option(
      '-c, --concurrency <number>',
      'virtual users, each with one request under way (default: 10, with --rate enough for answers that take 2 s)',
      between(1, mostUsers),
    )
    .addOption(
      time(
        '-d, --duration <time>',
        'the measured part: 30, 30s, 1m30s (default: 30s, with the gates of production the 60s that they ask for)',
      ),
    )
    .option('--rate <number>', 'requests per second, 100 or 100/s, whether or not earlier ones are answered', parseRate)
    .option('--stages <list>', '10s:50,30s:100: how -c, or with it --rate, changes; how long, and what to', parseStages)
    .option('--iterations <number>', 'as many requests, as fast as they go', between(1, 1_000_000_000))
    .addOption(time('--warmup <time>', 'load beforehand that counts for nothing (default: none)'))
    .addOption(time('-t, --timeout <time>', 'how long one request may take (default: 30s)'))
    .option('--no-verify-ssl', 'accept any certificate')
    .option('--expect-status <status>', 'the only status that counts as success', between(100, 599))
    .option(
      '--gate <expression>',
      "'p99<200', 'success>99.5%', with --compare 'p95<base*1.10'; may be said again",
      append,
    )
    .option('--gates <set>', 'production: p99<200, success>99.5%, duration>=60s; or a file of gates by endpoint')
    .option('--compare [file]', 'two addresses in turns, or one with a saved run: --compare baseline.json')
    .option(
      '--seed <number>',
      'of the values that are made for --spec, and of the random order in which requests take turns (default: 1)',
      between(0, 2 ** 32 - 1),
    )
    .option(
      '--segment <part>',
      '1/3: the first of three equal parts of the load, for machines that share it',
      parseSegment,
    )
}

async function outcome(urls: readonly string[], flags: Flags, world: World): Promise<Outcome> {
  const reported = async (measure: () => Promise<LoadResult>) =>
    loadOutcome(await withReports(flags, world.files, measure))
  const script = scriptOptions(urls, flags)
  if (script) return reported(() => loadScript(script, world))
  const common = commonOptions(flags)
  const spec = specOptions(flags)
  const rateLimit = rateLimitOptions(urls, flags)
  if (rateLimit) return reported(() => loadRateLimit({ ...common, ...rateLimit }, world))
  const asked = { ...common, ...options(urls, flags, spec) }
  const elsewhere = operatorOptions(asked, flags)
  if (elsewhere) return loadOperatorOutcome(await loadOperator(elsewhere, world))
  return reported(() => load(asked, world))
}

/** What a run for a rate limit can be told too. */
function commonOptions(flags: Flags) {
  return {
    method: flags.method ?? 'GET',
    body: flags.body,
    headers: flags.header ?? [],
    expectStatus: flags.expectStatus,
    concurrency: flags.concurrency,
    durationMs: flags.duration,
    iterations: flags.iterations,
    timeoutMs: flags.timeout ?? defaultTimeoutMs,
    verifyTls: flags.verifySsl,
  }
}

function options(urls: readonly string[], flags: Flags, spec: SpecOptions | undefined) {
  return {
    ...(spec ? specTarget(urls, flags.compare) : loadTargets(urls, flags.compare)),
    spec,
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

function time(flags: string, description: string): Option {
  return new Option(flags, description).argParser(parseDuration)
}

function method(text: string): string {
  if (!/^[A-Za-z]{1,20}$/.test(text)) throw new InvalidArgumentError('It must be a method such as GET or POST.')
  return text
}
