// Whether a scaffold can be run again and again: node bench/evolutions.mjs [--runs N] [--seed S] [--steps N] [--keep FOLDER] (after npm run build).
// Each run is a small OpenAPI document and a folder of its server. In each step the document evolves (an operation is added, removed, renamed, moved, …) and
// the user edits (handlers, files beside them, line ends, deletions), then the real command runs: no byte of the user's may change, nothing outside of the
// folder is touched, --check says before what the run will do and finds nothing afterwards, a second run writes nothing, and the last state compiles
// with tsc --strict, but for handlers of the user's whose operation has changed. Frameworks take turns. The same seed gives the same run; exit 1 on any problem.
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { nodeWorld } from '../dist/src/adapters/node-world.js'
import { main } from '../dist/src/cli/main.js'
import { frameworks } from '../dist/src/scaffold/all.js'
import { complaints } from './evolutions-compile.mjs'
import { history } from './evolutions-run.mjs'

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '6' },
    keep: { type: 'string' },
  },
})
const home = mkdtempSync(join(tmpdir(), 'backwright-evolutions-'))
const perProgram = 25
const started = performance.now()
const counts = {}
let [violations, compiled, tolerated] = [0, 0, 0]

try {
  symlinkSync(resolve('node_modules'), join(home, 'node_modules'))
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
  let states = []
  for (let index = 0; index < Number(flags.runs); index++) {
    states.push(await one(index))
    if (states.length === perProgram || index === Number(flags.runs) - 1) {
      compile(states)
      for (const each of states) rmSync(each.home, { recursive: true, force: true })
      states = []
    }
  }
} finally {
  rmSync(home, { recursive: true, force: true })
}
console.table(Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))))
const seconds = Math.round((performance.now() - started) / 1000)
console.log(
  `${flags.runs} runs of ${flags.steps} steps (seed ${flags.seed}) in ${seconds} s, ${compiled} states compiled with ${tolerated} handlers that need not, ${violations} violations`,
)
process.exitCode = violations > 0 ? 1 : 0

async function one(index) {
  const seed = `${flags.seed}-${index}`
  const framework = frameworks[index % frameworks.length].name
  const state = {
    seed,
    home: join(home, seed),
    ...(await history({ seed, steps: Number(flags.steps), home: join(home, seed), framework, cli })),
  }
  for (const [deed, times] of Object.entries(state.counts)) counts[deed] = (counts[deed] ?? 0) + times
  if (state.problems.length > 0) report(state, framework)
  return state
}

function compile(states) {
  const sound = states.filter(({ problems }) => problems.length === 0)
  const found = complaints(sound)
  compiled += sound.length
  for (const [index, state] of sound.entries()) {
    tolerated += state.tolerated.length
    if (found[index].length > 0) report({ ...state, problems: found[index] }, 'tsc')
  }
}

function report({ seed, problems, home: folder }, where) {
  violations++
  console.log(`violation: ${seed}, ${where}`)
  for (const problem of problems.slice(0, 5)) console.log(`  ${problem.slice(0, 600)}`)
  if (flags.keep === undefined) return
  mkdirSync(flags.keep, { recursive: true })
  renameSync(folder, join(flags.keep, seed))
}

async function cli(...argv) {
  const [out, err] = [[], []]
  const terminal = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    interactive: { out: false, err: false },
    colour: false,
  }
  const code = await main(argv, { version: '0.0.0', world: nodeWorld(), terminal })
  return { code, stdout: out.join(''), stderr: err.join('') }
}
