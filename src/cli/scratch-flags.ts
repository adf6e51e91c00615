import type { Command } from 'commander'
import { between } from './arguments.ts'

/** The flag of every command that runs SQL in a scratch database. */
export interface ScratchFlags {
  readonly scratchTimeout: number
}

const day = 86_400_000

export function addScratchTimeout(command: Command): void {
  command.option(
    '--scratch-timeout <ms>',
    'how long a statement may run in a scratch database before that is ended',
    between(1, day),
    60_000,
  )
}
