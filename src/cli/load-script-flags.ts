import type { Command } from 'commander'
import { UserError } from '../base/errors.ts'
import type { ScriptOptions } from '../commands/load-script.ts'

/** The flags that a script goes with; all others are about requests of ours. */
export interface ScriptFlags {
  readonly script?: string
  readonly concurrency?: number
  readonly duration?: number
  readonly iterations?: number
  readonly verifySsl: boolean
  readonly gate?: readonly string[]
  readonly gates?: string
}

/** What a script says itself, and where. */
const saidByScript: Readonly<Record<string, string>> = {
  method: '-m',
  body: '-b',
  header: '-H',
  rate: '--rate',
  stages: '--stages',
  warmup: '--warmup',
  timeout: '-t',
  expectStatus: '--expect-status',
  compare: '--compare',
  seed: '--seed',
  spec: '--spec',
  operation: '--operation',
  allowRemote: '--allow-remote',
  expectRateLimit: '--expect-rate-limit',
  asClient: '--as-client',
}

/** Where a load runs, when it is one of ours. */
const ofOurs: Readonly<Record<string, string>> = {
  segment: '--segment',
  on: '--on',
  runners: '--runners',
  name: '--name',
  headersFrom: '--headers-from',
  apply: '--apply',
}

export function addScriptFlags(command: Command): Command {
  return command.option('--script <file>', 'run a k6 script of your own as it is; its thresholds are gates')
}

/** UserError `bad-option` for a flag that means nothing to a script. */
export function scriptOptions(urls: readonly string[], flags: ScriptFlags): ScriptOptions | undefined {
  const { script, concurrency, duration, iterations, verifySsl, gate, gates } = flags
  if (script === undefined) return undefined
  const said = firstGiven(flags, saidByScript)
  if (said) throw mistake(`${said} means nothing to a script, which says itself what it asks and how.`)
  const elsewhere = firstGiven(flags, ofOurs)
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
    gates: gate ?? [],
    production: gates === 'production',
  }
}

function firstGiven(flags: object, names: Readonly<Record<string, string>>): string | undefined {
  const given = Object.entries(flags).find(([name, value]) => value !== undefined && name in names)
  return given && names[given[0]]
}

function mistake(message: string): UserError {
  return new UserError('bad-option', message)
}
