import { nodeWorld } from '../../src/adapters/node-world.ts'
import { main } from '../../src/cli/main.ts'

export interface CliRun {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The command line in this process, over the real world. */
export async function runCli(...argv: readonly string[]): Promise<CliRun> {
  const out: string[] = []
  const err: string[] = []
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    interactive: { out: false, err: false },
    colour: false,
  }
  const code = await main(argv, { version: '0.0.0', world: nodeWorld(), terminal })
  return { code, stdout: out.join(''), stderr: err.join('') }
}
