import { nodeWorld } from '../../src/adapters/node-world.ts'
import { main } from '../../src/cli/main.ts'
import type { Scratch } from '../../src/ports/database.ts'

export interface CliRun {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The command line in this process, over the real world. */
export function runCli(...argv: readonly string[]): Promise<CliRun> {
  return cliOver(nodeWorld().scratch)(...argv)
}

/** The same with other scratch databases, such as those that are used again. */
export function cliOver(scratch: Scratch): typeof runCli {
  return (...argv) => run(argv, scratch)
}

async function run(argv: readonly string[], scratch: Scratch): Promise<CliRun> {
  const out: string[] = []
  const err: string[] = []
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    interactive: { out: false, err: false },
    colour: false,
  }
  const code = await main(argv, { version: '0.0.0', world: { ...nodeWorld(), scratch }, terminal })
  return { code, stdout: out.join(''), stderr: err.join('') }
}
