import { UserError } from '../base/errors.ts'
import type { Arm, LoadPlan } from '../load/plan.ts'
import { refuseMoment, shape } from '../load/shape.ts'
import type { LoadOptions } from './load.ts'
import { armOf, expectedBy } from './load-arms.ts'

const defaultMs = 30_000
const defaultProductionMs = 60_000
export const defaultSeed = 1
/** Enough for a narrow interval, few enough for each to hold many requests. */
const blocks = 20

/** Flags → what k6 is to do. UserErrors: `bad-option`, `bad-input`. */
export function loadPlan(options: LoadOptions, arms: readonly Arm[] = armsOf(options)): LoadPlan {
  const { expectStatus, warmupMs, timeoutMs, verifyTls, reuse, seed, timeline, segment } = options
  if (warmupMs > 0) refuseMoment('--warmup', warmupMs)
  return {
    schemaVersion: 1,
    arms,
    seed: seed ?? defaultSeed,
    blocks: arms.length > 1 || timeline ? blocks : 0,
    shape: shape(options, options.production ? defaultProductionMs : defaultMs),
    segment,
    warmupMs,
    timeoutMs,
    verifyTls,
    reuse: reuse ?? true,
    expected: expectedBy(expectStatus),
  }
}

function armsOf({ url, base, ...asked }: LoadOptions): readonly Arm[] {
  if (base?.kind !== 'address') return [armOf('target', url, asked)]
  return [armOf('base', base.url, asked), armOf('candidate', url, asked)]
}

/** What one machine has measured of a part is worth something only when it merges with the others. UserError `bad-option`. */
export function refuseCut({ base, spec }: LoadOptions, flag: '--segment' | '--on'): void {
  const mistake = (message: string) => new UserError('bad-option', message)
  if (base) throw mistake(`A comparison cannot be cut into segments. Leave out ${flag} or --compare.`)
  if (!spec) return
  throw mistake(
    `The operations of a document cannot be cut into segments: the numbers of each would not merge. Leave out ${flag} or --spec.`,
  )
}
