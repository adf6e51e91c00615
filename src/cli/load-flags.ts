import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../load/parse.ts'
import type { Segment, Stage } from '../load/plan.ts'
import { parseSegment } from '../load/segment.ts'
import { mostUsers, parseRate, parseStages } from '../load/shape.ts'
import { append, between } from './arguments.ts'
import { withFlag } from './k6-with.ts'

/** What is asked, how much of it, and what it has to hold. */
export interface LoadFlags {
  readonly bodyFile?: string
  readonly header?: readonly string[]
  readonly concurrency?: number
  readonly duration?: number
  readonly rate?: number
  readonly stages?: readonly Stage[]
  readonly iterations?: number
  readonly warmup?: number
  readonly timeout?: number
  readonly verifySsl: boolean
  readonly reuse: boolean
  readonly expectStatus?: number
  readonly gate?: readonly string[]
  readonly gates?: string
  readonly compare?: string | true
  readonly extend: boolean
  readonly seed?: number
  readonly data?: string
  readonly segment?: Segment
  readonly with?: readonly string[]
}

export function addLoadFlags(load: Command): Command {
  return load
    .option('-m, --method <method>', 'HTTP method (default: GET)', method)
    .option('-b, --body <text>', 'the body of every request')
    .option('--body-file <file>', 'the same from a file; - is standard input')
    .option(
      '--data <file>',
      'CSV or JSON, whose rows take turns: {{name}} in the address, a header or the body is the value of that column',
    )
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
    .option(...withFlag)
    .option('--no-verify-ssl', 'accept any certificate')
    .option('--no-reuse', 'a new connection for each request, so that no closed one is hidden by a repetition')
    .option('--expect-status <status>', 'the only status that counts as success', between(100, 599))
    .option(
      '--gate <expression>',
      "'p99<200', 'success>99.5%', with --compare 'p95<base*1.10'; may be said again",
      append,
    )
    .option('--gates <set>', 'production: p99<200, success>99.5%, duration>=60s; or a file of gates by endpoint')
    .option('--compare [file]', 'two addresses in turns, or one with a saved run: --compare baseline.json')
    .option('--no-extend', 'with two addresses: do not go on for up to twice as long where nothing is decided')
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

function time(flags: string, description: string): Option {
  return new Option(flags, description).argParser(parseDuration)
}

function method(text: string): string {
  if (!/^[A-Za-z]{1,20}$/.test(text)) throw new InvalidArgumentError('It must be a method such as GET or POST.')
  return text
}
