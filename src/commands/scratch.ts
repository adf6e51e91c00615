import type { World } from '../ports.ts'

/** The same world, with its scratch databases where the user wants them while the body runs. UserErrors `no-scratch`, `no-connection`. */
export function inScratch<Some extends Pick<World, 'scratch' | 'scratchServers' | 'log'>, Result>(
  where: string | undefined,
  world: Some,
  body: (world: Some) => Promise<Result>,
): Promise<Result> {
  if (where === undefined) return body(world)
  return world.scratchServers.use(where, world.log, (scratch) => body({ ...world, scratch }))
}
