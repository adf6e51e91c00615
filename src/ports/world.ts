import type { Scratch, ScratchServers, Servers } from './database.ts'
import type { Files, Templates } from './files.ts'
import type { Git } from './git.ts'
import type { Clock, Interruption, Log, Machine } from './host.ts'
import type { K6 } from './k6.ts'
import type { Network } from './network.ts'
import type { Kubernetes, Services } from './services.ts'

/** All that this program can do to the world. Everything else is a function from data to data. */
export interface World {
  readonly files: Files
  readonly log: Log
  readonly clock: Clock
  readonly interruption: Interruption
  readonly scratch: Scratch
  readonly scratchServers: ScratchServers
  readonly servers: Servers
  readonly network: Network
  readonly k6: K6
  readonly machine: Machine
  readonly kubernetes: Kubernetes
  readonly git: Git
  readonly services: Services
  readonly templates: Templates
  /** The load profiles of k6-scripts/profiles. */
  readonly profiles: Templates
  /** Asks a person yes or no, no being the default; absent where nobody can be asked. UserError `interrupted`. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined
  /** A variable of the environment; undefined where it is not set or is empty. */
  readonly variable: (name: string) => string | undefined
  /** All of standard input, once. */
  readonly input: () => Promise<string>
}
