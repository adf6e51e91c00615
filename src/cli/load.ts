import { type Command, InvalidArgumentError, Option } from 'commander'
import { load } from '../commands/load.ts'
import { loadOutcome } from '../commands/load-outcome.ts'
import { parseDuration } from '../load/parse.ts'
import { between } from './arguments.ts'
import { refuseExisting } from './report-file.ts'
import type { Run } from './run.ts'

interface Flags {
  readonly method: string
  readonly body?: string
  readonly header?: readonly string[]
  readonly concurrency: number
  readonly duration?: number
  readonly warmup: number
  readonly timeout: number
  readonly verifySsl: boolean
  readonly expectStatus?: number
  readonly gate?: readonly string[]
  readonly gates?: 'production'
  readonly output?: string
  readonly force?: boolean
}

export function addLoad(program: Command, run: Run): void {
  program
    .command('load')
    .summary('load-test an address with k6 and judge it by gates')
    .description(
      'Drives k6 against an address and gives a verdict: PASS (exit 0), FAIL (1), INCONCLUSIVE (4), INVALID (5).',
    )
    .argument('<url>', 'what to load, such as http://127.0.0.1:3000/users')
    .option('-m, --method <method>', 'HTTP method', method, 'GET')
    .option('-b, --body <text>', 'the body of every request')
    .option('-H, --header <header>', "'Name: value'; may be said again", append)
    .option('-c, --concurrency <number>', 'virtual users, each with one request under way', between(1, 10_000), 10)
    .addOption(
      time(
        '-d, --duration <time>',
        'the measured part: 30, 30s, 1m30s (default: 30s, with --gates production the 60s that they ask for)',
      ),
    )
    .addOption(time('--warmup <time>', 'load beforehand that counts for nothing').default(0, 'none'))
    .addOption(time('-t, --timeout <time>', 'how long one request may take').default(30_000, '30s'))
    .option('--no-verify-ssl', 'accept any certificate')
    .option('--expect-status <status>', 'the only status that counts as success', between(100, 599))
    .option('--gate <expression>', "'p99<200', 'success>99.5%', 'duration>=60s'; may be said again", append)
    .option('--gates <set>', 'production: p99<200, success>99.5%, duration>=60s', gateSet)
    .option('-o, --output <file>', 'also write the JSON report into this file')
    .option('--force', 'overwrite the file of --output')
    .addHelpText(
      'after',
      "\nExample:\n  backwright load http://127.0.0.1:3000/users -c 50 -d 30 --gate 'p99<200' --gate 'success>99.5%'",
    )
    .action((url: string, flags: Flags) =>
      run(async (world) => {
        await refuseExisting(flags.output, flags.force, world.files)
        const result = await load(
          {
            url,
            method: flags.method,
            body: flags.body,
            headers: flags.header ?? [],
            concurrency: flags.concurrency,
            durationMs: flags.duration ?? (flags.gates === 'production' ? 60_000 : 30_000),
            warmupMs: flags.warmup,
            timeoutMs: flags.timeout,
            verifyTls: flags.verifySsl,
            expectStatus: flags.expectStatus,
            gates: flags.gate ?? [],
            production: flags.gates === 'production',
          },
          world,
        )
        if (flags.output !== undefined) {
          await world.files.writeAll([{ path: flags.output, text: `${JSON.stringify(result, null, 2)}\n` }])
        }
        return loadOutcome(result)
      }),
    )
}

function append(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

function time(flags: string, description: string): Option {
  return new Option(flags, description).argParser(parseDuration)
}

function method(text: string): string {
  if (!/^[A-Za-z]{1,20}$/.test(text)) throw new InvalidArgumentError('It must be a method such as GET or POST.')
  return text
}

function gateSet(text: string): string {
  if (text !== 'production') throw new InvalidArgumentError('The only named set is production.')
  return text
}
