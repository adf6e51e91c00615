import type { World } from '../ports/world.ts'

export interface ScratchChoice {
  /** `postgres://…`, `embedded` or `embedded:MAJOR`; the sandbox when absent. */
  readonly where?: string | undefined
  /** How long a statement may take. */
  readonly timeoutMs?: number | undefined
}

type ScratchWorld = Pick<World, 'scratch' | 'scratchServers' | 'log'>

/** The same world, with its scratch databases as the user wants them while the body runs. UserErrors `no-scratch`, `no-connection`. */
export function inScratch<Some extends ScratchWorld, Result>(
  { where, timeoutMs }: ScratchChoice,
  world: Some,
  body: (world: Some) => Promise<Result>,
): Promise<Result> {
  const within = (scratch: World['scratch']) =>
    body({ ...world, scratch: { ...scratch, open: (options) => scratch.open({ ...options, timeoutMs }) } })
  return where === undefined ? within(world.scratch) : world.scratchServers.use(where, world.log, within)
}
