import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'vitest'
import { complaints } from '../../bench/evolutions-compile.mjs'
import { type History, history } from '../../bench/evolutions-run.mjs'
import { frameworks } from '../../src/scaffold/all.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('whatever becomes of the document and of the handlers, a run changes no byte of the user, and what it leaves compiles', async () => {
  const home = temporaryFolder({ 'package.json': '{ "type": "module" }' })
  symlinkSync(resolve('node_modules'), join(home, 'node_modules'))
  const states: History[] = []
  for (const [index, framework] of [...frameworks, ...frameworks].entries()) {
    const folder = join(home, String(index))
    mkdirSync(folder)
    const seed = `weeks ${index}`
    states.push(await history({ seed, steps: 4, home: folder, framework: framework.name, cli: runCli }))
  }
  const found = complaints(states)
  assert.deepEqual(
    states.map(({ problems }, index) => [...problems, ...(found[index] ?? [])]),
    states.map(() => []),
  )
  assert.ok(new Set(states.flatMap(({ counts }) => Object.keys(counts))).size > 20)
})
