// What it takes to scaffold a document and to compile the outcome, beside the nearest peer in the same run:
// node bench/scaffold.mjs SPEC… --peer FOLDER [--runs 3] (after npm run build). FOLDER is where `npm install @hey-api/openapi-ts` was run.
// The peer writes types, Zod schemas and the types of Fastify's handlers, and no server; we write a Fastify server. Each is compiled by the same
// tsc (strict, noUncheckedIndexedAccess, --noEmit). Medians; the ratios are ours to the peer's. Exit 1 when one is above its bound.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { run } from './program.mjs'

/** Ours to the peer's, at most. */
const bounds = { 'scaffold s': 0.6, 'scaffold MB': 0.6, 'tsc s': 1.2 }

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { peer: { type: 'string' }, runs: { type: 'string', default: '3' } },
})
if (flags.peer === undefined || positionals.length === 0) throw new Error('Say which SPEC, and --peer FOLDER.')
const peerProgram = resolve(flags.peer, 'node_modules/@hey-api/openapi-ts/bin/run.js')

const makers = {
  backwright: (spec, output) => ['dist/src/cli/bin.js', 'scaffold', spec, '-f', 'fastify', '-o', output, '--json'],
  'hey-api': (spec, output) => [peerProgram, '-i', spec, '-o', output, '-p', '@hey-api/typescript', 'zod', 'fastify'],
}

const compilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'bundler',
  types: ['node'],
  skipLibCheck: true,
  noEmit: true,
}

for (const spec of positionals) {
  const runs = Object.fromEntries(Object.keys(makers).map((maker) => [maker, []]))
  for (let count = 0; count < Number(flags.runs); count++)
    for (const maker of Object.keys(makers)) runs[maker].push(measure(maker, resolve(spec)))
  const medians = Object.fromEntries(Object.entries(runs).map(([maker, rows]) => [maker, median(rows)]))
  const ratio = Object.fromEntries(
    Object.entries(medians.backwright).map(([what, ours]) => [
      what,
      Math.round((ours / medians['hey-api'][what]) * 100) / 100,
    ]),
  )
  console.log(basename(spec))
  console.table({ ...medians, ratio, bound: bounds })
  if (Object.entries(bounds).some(([what, bound]) => ratio[what] > bound)) process.exitCode = 1
}

/** One document scaffolded into an empty folder and compiled. */
function measure(maker, spec) {
  const folder = mkdtempSync(join(tmpdir(), 'backwright-scaffold-'))
  mkdirSync(join(folder, 'src'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
  const scaffold = run(makers[maker](spec, join(folder, 'src')), resolve('.'))
  if (scaffold.status !== 0) throw new Error(`${maker} fails: ${scaffold.stderr.slice(-2000)}`)
  const tsc = run([resolve('node_modules/typescript/bin/tsc'), '-p', folder], folder)
  const errors = tsc.stdout.split('\n').filter((line) => /error TS\d+/.test(line)).length
  rmSync(folder, { recursive: true })
  return {
    'scaffold s': scaffold.seconds,
    'scaffold CPU s': scaffold.cpuSeconds,
    'scaffold MB': scaffold.megabytes,
    'tsc s': tsc.seconds,
    'tsc CPU s': tsc.cpuSeconds,
    'tsc MB': tsc.megabytes,
    'tsc errors': errors,
  }
}

function median(rows) {
  const middle = Math.floor(rows.length / 2)
  const of = (what) => rows.map((row) => row[what]).sort((a, b) => a - b)[middle]
  return Object.fromEntries(Object.keys(rows[0]).map((what) => [what, of(what)]))
}
