import { count } from '../base/text.ts'
import type { Comparison } from '../migration/compare.ts'
import type { Delta } from '../migration/delta.ts'
import type { Draft } from '../migration/formats/format.ts'
import type { Hazard } from '../migration/hazards.ts'
import type { Target } from '../migration/target/target.ts'

export interface Known {
  readonly target: Target
  readonly found: readonly Hazard[]
}

/** A compared pair as it is to be written down, with what to know before either way is taken. */
export function draftOf(name: string, { pair, parts, engine, survivals }: Comparison, { target, found }: Known): Draft {
  const proof = `Proved on ${engine.name} (${engine.version}): up gives the new schema, down gives the old one back.`
  const version = `Written for PostgreSQL ${target.major}${target.because === 'assumed' ? ', which is assumed; --target says another' : ''}.`
  const danger = found.map((hazard) => `Hazard ${hazard.rule}: ${hazard.message}`)
  const rows = survivals
    .filter(({ verdict }) => verdict !== 'restored')
    .map(({ table, verdict, why }) => `Rows of ${table}: ${verdict}. ${why}`)
  const head = (way: string, { steps }: Delta) => `${name}, the way ${way}: ${count(steps.length, 'statement')}.`
  const comments = {
    up: [head('there', pair.up), proof, version, ...danger],
    down: [head('back', pair.down), proof, version, ...rows],
  }
  return { name, pair, parts, comments }
}
