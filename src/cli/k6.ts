import type { Command } from 'commander'
import { UserError } from '../base/errors.ts'
import { exitCode } from '../base/exit-code.ts'
import type { Outcome } from '../base/outcome.ts'
import { k6Extensions } from '../load/k6-extension.ts'
import type { K6Binary } from '../ports/k6.ts'
import type { World } from '../ports/world.ts'
import { withFlag } from './k6-with.ts'
import type { Run } from './run.ts'

export function addK6(program: Command, run: Run): void {
  const k6 = program
    .command('k6')
    .summary('the k6 binary: path, version, install')
    .description('The k6 that `load` drives: K6_BIN, then PATH, then the cache, then built with Go, then downloaded.')
  k6.command('path')
    .description('Prints the path of the binary, and installs nothing.')
    .action(() => run(async (world) => outcome('k6 path', await found(world), ({ path }) => path)))
  k6.command('version')
    .description('Prints the version of the binary, and installs nothing.')
    .action(() => run(async (world) => outcome('k6 version', await found(world), ({ version }) => version)))
  k6.command('install')
    .description('Makes sure that there is a binary: finds one, or builds or downloads one into the cache.')
    .option(...withFlag)
    .action((flags: { readonly with?: readonly string[] }) =>
      run(async ({ k6: port, log }) => {
        const binary = await port.install(log, k6Extensions(flags.with ?? []))
        return outcome('k6 install', binary, ({ path, version }) => `k6 ${version}: ${path}`)
      }),
    )
}

async function found({ k6 }: World): Promise<K6Binary> {
  const binary = await k6.find()
  if (binary) return binary
  throw new UserError('no-k6', 'There is no k6 in K6_BIN, on the PATH or in the cache. Run `backwright k6 install`.')
}

function outcome(command: string, binary: K6Binary, text: (binary: K6Binary) => string): Outcome {
  return { exit: exitCode.fine, json: { schemaVersion: 1, command, ...binary }, text: () => text(binary) }
}
