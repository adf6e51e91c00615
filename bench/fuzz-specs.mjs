// Feeds broken, hostile and huge OpenAPI documents to `scaffold`: node bench/fuzz-specs.mjs [--runs N] [--seed S] [--only KIND|NOTE] [--compiled N]
// [--keep FOLDER] [SPEC…] (after npm run build). Every run ends as an error with a code and its place, or as TypeScript that parses, in which nothing of the
// document is code, and that is the same when it is written again; every Nth of them (`--compiled`) also passes tsc. Anything else is printed, and the exit
// code is 1. The frameworks take turns. The same seed gives the same cases; documents that are given are mutated too.
import { fork, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { drawnCases } from './fuzz-specs-cases.mjs'
import { compile, filesIn, judge, mostMb, mostMs } from './fuzz-specs-judge.mjs'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    compiled: { type: 'string', default: '4' },
    keep: { type: 'string' },
  },
})
const frameworks = ['express', 'fastify', 'koa']
const strict = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: true,
  target: 'ES2022',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  types: ['node'],
}
/** More operations than this are for the compiler alone to chew on. */
const mostFiles = 200
/** The compiler cannot hold more servers at once. */
const together = 60
const child = new URL('./fuzz-specs-child.mjs', import.meta.url)
const home = mkdtempSync(join(tmpdir(), 'backwright-specs-'))
const typed = join(home, 'typed')
mkdirSync(typed)
symlinkSync(resolve('node_modules'), join(typed, 'node_modules'))
const cases = drawnCases(
  Number(flags.seed),
  Number(flags.runs),
  positionals.map((file) => readFileSync(file, 'utf8')),
)
const table = {}
let [worker, violations, ran, again, outputs] = [undefined, 0, 0, 0, 0]
const toCompile = new Map()
const started = performance.now()

try {
  for (const [index, each] of cases.entries()) {
    if ([undefined, each.kind, each.note].includes(flags.only)) await one(each, index)
  }
  compileAll()
} finally {
  worker?.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
}
console.table(Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1))))
const seconds = Math.round((performance.now() - started) / 1000)
console.log(
  `${ran} runs (seed ${flags.seed}) in ${seconds} s, ${again} written again, ${toCompile.size} compiled, ${violations} violations`,
)
process.exitCode = violations > 0 ? 1 : 0

async function one(given, index) {
  const around = join(home, String(index))
  const folder = join(around, 'a', 'b')
  mkdirSync(folder, { recursive: true })
  const texts = {}
  for (const [name, content] of Object.entries(given.files)) {
    const bytes = Buffer.from(typeof content === 'function' ? content() : content)
    writeFileSync(join(folder, name), bytes)
    texts[name] = bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8')
  }
  symlinkSync('/etc/passwd', join(folder, 'link.yaml'))
  mkdirSync(join(folder, 'folder'))
  const before = filesIn(around)
  const framework = frameworks[index % frameworks.length]
  const json = index % 4 !== 0
  const argv = ['scaffold', 'api.yaml', '-f', framework, '-o', 'out']
  const out = join(folder, 'out')
  const run = await inChild({ argv: [...argv, ...(json ? ['--json'] : [])], folder })
  const { outcome, problems } = judge({ json, run, texts, out })
  problems.push(
    ...filesIn(around)
      .filter((path) => !before.includes(path) && !path.startsWith('a/b/out/'))
      .map((path) => `${path} is outside of the folder`),
  )
  if (run.code === 0 && run.ms < mostMs / 4) {
    again++
    const { code, stdout } = await inChild({ argv: [...argv, '--check'], folder })
    if (code !== 0) problems.push(`not the same when it is written again (exit ${code}): ${stdout.slice(0, 500)}`)
  }
  count(given, outcome, run, problems)
  if (problems.length > 0) report(given, index, folder, framework, problems)
  const chosen = run.code === 0 && outputs++ % Number(flags.compiled) === 0 && filesIn(out).length < mostFiles
  if (chosen) {
    renameSync(out, join(typed, String(index)))
    toCompile.set(String(index), { given, framework })
  }
  rmSync(around, { recursive: true, force: true })
}

/** Many together, which is many times as fast as one by one. */
function compileAll() {
  const folders = [...toCompile.keys()]
  const lines = folders.flatMap((_, index) =>
    index % together === 0 ? compile(typed, folders.slice(index, index + together), strict) : [],
  )
  for (const [index, { given, framework }] of toCompile) {
    const mine = lines.filter((line) => line.startsWith(`${index}/`))
    if (mine.length > 0) report(given, index, undefined, framework, mine.slice(0, 5))
  }
  const rest = lines.filter((line) => !toCompile.has(line.split('/')[0]))
  if (rest.length > 0) report({ kind: 'compiler', note: '', files: {} }, '', undefined, '', rest.slice(0, 5))
}

function inChild(message) {
  worker ??= fork(child, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--max-old-space-size=3000'] })
  const mine = worker
  return new Promise((done) => {
    const end = (run) => {
      clearTimeout(timer)
      mine.removeAllListeners()
      // Memory is counted for the life of a process, so one that has had much is of no use to the next case.
      if (run.rssMb > mostMb / 4 || run.gone) {
        mine.kill('SIGKILL')
        worker = undefined
      }
      done(run)
    }
    const lost = (problem) => ({
      code: null,
      stdout: '',
      stderr: '',
      ms: mostMs,
      rssMb: 0,
      gone: true,
      problems: [problem],
    })
    const timer = setTimeout(() => end(lost(`did not end in ${mostMs + 2000} ms`)), mostMs + 2000)
    mine.on('message', end)
    mine.on('exit', (code, signal) => end(lost(`the process died (${code ?? signal})`)))
    mine.send(message)
  })
}

function count({ kind }, outcome, { ms, rssMb }, problems) {
  ran++
  const key = `${kind}: ${outcome}`
  table[key] ??= { runs: 0, 'slowest ms': 0, 'most MB': 0, violations: 0 }
  table[key].runs++
  table[key]['slowest ms'] = Math.max(table[key]['slowest ms'], ms)
  table[key]['most MB'] = Math.max(table[key]['most MB'], rssMb)
  table[key].violations += problems.length > 0 ? 1 : 0
}

function report({ kind, note, files }, index, folder, framework, problems) {
  violations++
  console.log(`violation: #${index} ${kind}, ${framework}, ${JSON.stringify(note).slice(0, 300)}`)
  for (const problem of problems.slice(0, 5)) console.log(`  ${JSON.stringify(problem.slice(0, 900))}`)
  if (flags.keep === undefined) return
  const kept = join(resolve(flags.keep), `${flags.seed}-${index}`)
  mkdirSync(kept, { recursive: true })
  if (folder !== undefined) spawnSync('cp', ['-a', `${folder}/.`, kept])
  else
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(kept, name), typeof content === 'function' ? content() : content)
}
