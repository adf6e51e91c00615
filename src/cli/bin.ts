#!/usr/bin/env node
import { confirm } from '../../generators/dialogue.ts'
import { packageVersion } from '../adapters/assets.ts'
import { onInterruption } from '../adapters/interruption.ts'
import { nodeWorld } from '../adapters/node-world.ts'
import { main, reportInterruption } from './main.ts'
import type { Terminal } from './terminal.ts'

const argv = process.argv.slice(2)

const dialogue =
  process.stdin.isTTY && process.stderr.isTTY ? { input: process.stdin, output: process.stderr } : undefined

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: { out: process.stdout.isTTY ?? false, err: process.stderr.isTTY ?? false },
  dialogue,
  confirm: dialogue && !process.env.CI ? (question) => confirm(question, dialogue) : undefined,
  colour: !process.env.NO_COLOR && process.env.TERM !== 'dumb',
}

// A reader that closes the pipe early (`| head -1`), or a terminal that is gone, is not an error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  })
}

onInterruption((exitCode) => {
  reportInterruption(argv, terminal)
  process.exit(exitCode)
})

process.exitCode = await main(argv, { version: packageVersion(), world: nodeWorld(), terminal })
