import { UserError } from '../../src/base/errors.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import type { Service } from '../../src/ports/services.ts'
import type { World } from '../../src/ports/world.ts'
import { atPort, isHere, portOf } from './compare.ts'
import type { Inputs } from './inputs.ts'
import { type Measured, measureAddresses } from './measure.ts'
import type { Pair } from './prepare.ts'
import { awaited, ready } from './ready.ts'
import { beside, type Outside } from './service.ts'

/** Starts the service of the base commit beside the one that runs, at another port, and loads both in turns. */
export async function measureBesideBase(
  { subject, port, commit }: Pair,
  inputs: Inputs,
  outside: Outside,
): Promise<Measured> {
  const { world } = outside
  const free = String(await world.network.freePort())
  const ofBase = (url: string) => (isHere(url) && portOf(url) === port ? atPort(url, free) : url)
  return world.git.checkedOut(commit, (folder) => {
    // A command that goes to the workspace by its name would start the other service once more.
    const variables = { PORT: free, GITHUB_WORKSPACE: folder }
    const started = { command: inputs.start, name: `the service of the base, ${short(commit)}`, folder, variables }
    const measured = async (service: Service): Promise<Measured> => {
      const lack = await lackOf(service, awaited(subject, inputs).map(ofBase), { inputs, world })
      if (lack !== undefined) return { results: [], lack: notStarted(lack, commit) }
      const targets = subject.urls.map((url) => ({ url, base: { kind: 'address', url: ofBase(url) } as const }))
      const results = await measureAddresses(targets, inputs, world)
      return { results: results.map((result) => refused(result, commit)), base: commit }
    }
    return beside(started, measured, outside)
  })
}

/** Why the service of the base does not answer. */
async function lackOf(
  service: Service,
  urls: readonly string[],
  { inputs, world }: { readonly inputs: Inputs; readonly world: World },
): Promise<string | undefined> {
  try {
    await ready(urls, { timeoutMs: inputs['wait-timeout'], service }, world)
    return undefined
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

function notStarted(why: string, commit: string): string {
  return `The service of the base, commit ${short(commit)}, did not start: ${why} It is a fresh checkout, so start has to install and build what it needs there, and to listen on PORT. Where the base has no such service yet, leave compare out.`
}

/** A base of which no request succeeds is none, and a gate that it does not take part in would be green for no reason. */
function refused(result: LoadResult, commit: string): LoadResult {
  const [base] = result.targets
  if (result.comparison === undefined || base === undefined || base.requests.successful > 0) return result
  const message = `No request to ${base.method} ${base.url} succeeded, which is the base, commit ${short(commit)}: there is nothing to compare with. Where it has no such endpoint yet, leave compare out.`
  return { ...result, verdict: 'INVALID', reasons: [{ code: 'base-fails', message }, ...result.reasons] }
}

export function short(commit: string): string {
  return commit.slice(0, 7)
}
