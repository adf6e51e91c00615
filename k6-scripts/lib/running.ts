import exec from 'k6/execution'

/**
 * k6 makes these objects anew whenever somebody asks for them, which takes as long as half a request; what is in them is read anew all the same, so each
 * virtual user keeps its own. None is there before its first iteration.
 */
let ownScenario: typeof exec.scenario | undefined
let ownTags: typeof exec.vu.metrics.tags | undefined

export function scenario(): typeof exec.scenario {
  ownScenario ??= exec.scenario
  return ownScenario
}

/** Of all virtual users together: what is kept of a request takes some kilobytes of each. */
const mostKept = 20_000

/** Whether a virtual user may keep one more beside so many. */
export function mayKeep(kept: number): boolean {
  return kept < mostKept / exec.instance.vusInitialized
}

let since: number | undefined

/** When the measured part began, in milliseconds since 1970; undefined before. k6 is not asked again once it has, for that takes two microseconds. */
export function measuredSince(): number | undefined {
  if (since === undefined && scenario().name === 'measured') since = scenario().startTime
  return since
}

/** The tags of all that the virtual user counts. */
export function tags(): typeof exec.vu.metrics.tags {
  ownTags ??= exec.vu.metrics.tags
  return ownTags
}
