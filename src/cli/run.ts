import type { Outcome } from '../base/outcome.ts'
import type { World } from '../ports/world.ts'

/** Runs a command's body and reports its outcome; the one place that turns outcomes and errors into output and exit codes. */
export type Run = (body: (world: World) => Promise<Outcome>) => Promise<void>
