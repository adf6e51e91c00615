import type { ActionHost } from '../src/action-host.ts'
import { UserError } from '../src/base/errors.ts'
import type { World } from '../src/ports/world.ts'
import { baseOf } from './event.ts'

/** What is compared with: a ref of the user, or what the event says; without either the advice is what to do. */
export interface Base {
  readonly ref?: string
  readonly advice: string
}

/** Where the change has left its base, so that what others have merged since is not taken for a part of it. UserErrors: `no-baseline`, `bad-ref`. */
export async function baseCommit({ ref, advice }: Base, { event }: ActionHost, { git }: World): Promise<string> {
  const named = ref ?? baseOf(event)
  if (named === undefined) {
    throw new UserError('no-baseline', `A ${event.name} event does not say what to compare with. ${advice}`)
  }
  const base = await git.commit(named)
  return (await git.mergeBase(base, 'HEAD')) ?? base
}
