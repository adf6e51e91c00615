#!/usr/bin/env node
import { nodeWorld, packageVersion } from '../adapters/node-world.ts'
import { main } from './main.ts'

const terminal = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
}

// A reader that closes the pipe early (`| head -1`) is not an error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.on('SIGINT', () => {
  terminal.err('\nbackwright: interrupted; nothing was left half-written.\n')
  process.exit(130)
})

process.exitCode = await main(process.argv.slice(2), { version: packageVersion(), world: nodeWorld(), terminal })
