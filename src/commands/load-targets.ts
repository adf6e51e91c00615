import type { Measurement } from '../load/measurement.ts'
import type { Observation } from '../load/observation.ts'
import type { ArmName } from '../load/plan.ts'
import { later, type Moment, timeline } from '../load/timeline.ts'
import { type TargetResult, targetOf } from './load-target.ts'

/** What was measured of each address, the base first; nothing where nothing was. */
export function* targetsOf(observation: Observation): Iterable<TargetResult> {
  for (const { name, target } of observation.plan.arms) {
    const measured = measuredOf(name, observation)
    if (measured) yield targetOf(target, measured, momentsOf(name, observation))
  }
}

function measuredOf(name: ArmName, { measured }: Observation): Measurement | undefined {
  return name === 'base' ? measured?.turns?.base : measured?.subject
}

/** Of runs that were joined, one after the other. */
function momentsOf(name: ArmName, observation: Observation): readonly Moment[] {
  let startMs = 0
  return (observation.parts ?? [observation]).flatMap((part) => {
    const measured = measuredOf(name, part)
    if (!measured) return []
    const from = startMs
    startMs += measured.steadyMs
    return timeline(measured, part.plan).map((moment) => later(moment, from))
  })
}
