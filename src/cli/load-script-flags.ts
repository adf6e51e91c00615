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
}

/** UserError `bad-option` for a flag that means nothing to a script. */
export function scriptOptions(urls: readonly string[], flags: ScriptFlags): ScriptOptions | undefined {
  const { script, concurrency, duration, iterations, verifySsl, gate, gates } = flags
  if (script === undefined) return undefined
  const given = Object.keys(saidByScript).find(
    (name) => (flags as unknown as Record<string, unknown>)[name] !== undefined,
  )
  if (given) throw mistake(`${saidByScript[given]} means nothing to a script, which says itself what it asks and how.`)
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

function mistake(message: string): UserError {
  return new UserError('bad-option', message)
}
