import type { Command } from 'commander'
import { UserError } from '../base/errors.ts'
import type { ScriptOptions } from '../commands/load-script.ts'
import { k6Extensions } from '../load/k6-extension.ts'
import { given } from './arguments.ts'

/** The flags that a script goes with; all others are about requests of ours. */
export interface ScriptFlags {
  readonly script?: string
  readonly concurrency?: number
  readonly duration?: number
  readonly iterations?: number
  readonly verifySsl: boolean
  readonly reuse: boolean
  readonly gate?: readonly string[]
  readonly gates?: string
  readonly with?: readonly string[]
}

/** What a script says itself. */
const ofScript = [
  ...[
    'method',
    'body',
    'bodyFile',
    'data',
    'header',
    'rate',
    'stages',
    'warmup',
    'timeout',
    'expectStatus',
    'compare',
    'seed',
  ],
  ...['spec', 'operation', 'allowRemote', 'expectRateLimit', 'asClient'],
]

/** Of a load of ours, which others can run, too. */
const ofElsewhere = ['segment', 'on', 'runners', 'headersFrom', 'apply']

export function addScriptFlags(command: Command): Command {
  return command.option('--script <file>', 'run a k6 script of your own as it is; its thresholds are gates')
}

/** UserError `bad-option` for a flag that means nothing to a script. */
export function scriptOptions(urls: readonly string[], flags: ScriptFlags): ScriptOptions | undefined {
  const { script, concurrency, duration, iterations, verifySsl, reuse, gate, gates } = flags
  if (script === undefined) return undefined
  const [said] = given(flags, ofScript)
  if (said) throw mistake(`${said} means nothing to a script, which says itself what it asks and how.`)
  const [elsewhere] = given(flags, ofElsewhere)
  if (elsewhere) throw mistake(`A script of your own runs here and as a whole. Leave ${elsewhere} out.`)
  if (urls.length > 0)
    throw mistake(`A script has its own addresses. Leave ${urls.length === 1 ? 'the address' : 'the addresses'} out.`)
  if (gates !== undefined && gates !== 'production') {
    throw mistake(
      'A summary of k6 does not tell the endpoints of a script apart. Use --gate, or thresholds in the script.',
    )
  }
  if (concurrency !== undefined && duration === undefined && iterations === undefined) {
    throw mistake('With -c, k6 forgets the scenarios of the script. Say with -d or --iterations how long it runs, too.')
  }
  return {
    script,
    concurrency,
    durationMs: duration,
    iterations,
    verifyTls: verifySsl,
    reuse,
    gates: gate ?? [],
    production: gates === 'production',
    extensions: k6Extensions(flags.with ?? []),
  }
}

function mistake(message: string): UserError {
  return new UserError('bad-option', message)
}
