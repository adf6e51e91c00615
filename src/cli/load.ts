import { type Command, InvalidArgumentError, Option } from 'commander'
import { type LoadOptions, load } from '../commands/load.ts'
import { loadOutcome } from '../commands/load-outcome.ts'
import { loadScript } from '../commands/load-script.ts'
import { parseDuration } from '../load/parse.ts'
import type { Stage } from '../load/plan.ts'
import { mostUsers, parseRate, parseStages } from '../load/shape.ts'
import { between, repeated } from './arguments.ts'
import { addReportFlags, type ReportFlags, refuseReports, reports } from './load-report-flags.ts'
import { scriptOptions } from './load-script-flags.ts'
import { addSpecFlags, type SpecFlags, specOptions } from './load-spec-flags.ts'
import { loadTargets, specTarget } from './load-targets.ts'
import type { Run } from './run.ts'

const defaultTimeoutMs = 30_000

interface Flags extends SpecFlags, ReportFlags {
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
    .option('-m, --method <method>', 'HTTP method (default: GET)', method)
    .option('-b, --body <text>', 'the body of every request')
    .option('-H, --header <header>', "'Name: value'; may be said again", repeated)
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
      repeated,
    )
    .option('--gates <set>', 'production: p99<200, success>99.5%, duration>=60s; or a file of gates by endpoint')
    .option('--compare [file]', 'two addresses in turns, or one with a saved run: --compare baseline.json')
    .option(
      '--seed <number>',
      'of the values that are made for --spec, and of the random order in which requests take turns (default: 1)',
      between(0, 2 ** 32 - 1),
    )
    .addHelpText(
      'after',
      "\nExample:\n  backwright load http://127.0.0.1:3000/users -c 50 -d 30 --gate 'p99<200' --gate 'success>99.5%'",
    )
    .action((urls: readonly string[], flags: Flags) =>
      run(async (world) => {
        await refuseReports(flags, world.files)
        const script = scriptOptions(urls, flags)
        const result = await (script ? loadScript(script, world) : load(options(urls, flags), world))
        await world.files.writeAll(reports(result, flags))
        return loadOutcome(result)
      }),
    )
  addReportFlags(command)
  addSpecFlags(command)
  command.option('--script <file>', 'run a k6 script of your own as it is; its thresholds are gates')
}

function options(urls: readonly string[], flags: Flags): LoadOptions {
  const spec = specOptions(flags)
  return {
    ...(spec ? specTarget(urls, flags.compare) : loadTargets(urls, flags.compare)),
    spec,
    seed: flags.seed,
    method: flags.method ?? 'GET',
    body: flags.body,
    headers: flags.header ?? [],
    concurrency: flags.concurrency,
    durationMs: flags.duration,
    rate: flags.rate,
    stages: flags.stages,
    iterations: flags.iterations,
    warmupMs: flags.warmup ?? 0,
    timeoutMs: flags.timeout ?? defaultTimeoutMs,
    verifyTls: flags.verifySsl,
    expectStatus: flags.expectStatus,
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
