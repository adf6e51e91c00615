import type { ActionHost } from '../../src/action-host.ts'
import type { Service, ServicePlace } from '../../src/ports/services.ts'
import type { World } from '../../src/ports/world.ts'
import { isWell, type Measured } from './measure.ts'

/** All that a measurement needs of the world and of the runner. */
export interface Outside {
  readonly host: ActionHost
  readonly world: World
}

/** A service that runs while something is measured. */
export interface Started extends ServicePlace {
  readonly command: string
  /** As it is called where its output is shown. */
  readonly name: string
}

/** Measures beside a service, which is stopped afterwards; its last output is shown when not all is well. */
export async function beside(
  { command, name, ...place }: Started,
  body: (service: Service) => Promise<Measured>,
  { host, world }: Outside,
): Promise<Measured> {
  const service = world.services.start(command, place)
  let measured: Measured | undefined
  try {
    measured = await body(service)
    return measured
  } finally {
    if (!measured || !isWell(measured)) host.quote(`The last output of ${name}`, service.output() || '(none)')
    await service.stop()
  }
}
