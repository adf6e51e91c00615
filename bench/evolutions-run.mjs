// One history of bench/evolutions.mjs: a document, a folder, and in each step changes of both and the runs that are judged.
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documentOf, evolutions, firstModel, signatureOf } from './evolutions-documents.mjs'
import { edits, refusals } from './evolutions-edits.mjs'
import {
  judgeChange,
  judgeFiles,
  judgeHands,
  judgeOrphans,
  judgeSame,
  judgeUserFiles,
  judgeWritten,
} from './evolutions-judge.mjs'
import { randomOf } from './validators/random.mjs'

/**
 * `cli`: argv → { code, stdout, stderr }. Gives { problems, counts: what was done → how often, folder, tolerated: paths that need not compile }.
 * The same seed gives the same history.
 */
export async function history({ seed, steps, home, framework, cli }) {
  const random = randomOf('evolutions', seed)
  const [spec, folder] = [join(home, 'pets.json'), join(home, 'src', 'api')]
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'mine.txt'), 'mine')
  const model = firstModel(random)
  const state = { home, spec, folder, framework, cli, model, problems: [], counts: {} }
  Object.assign(state, {
    live: [],
    orphans: [],
    generated: [],
    written: new Map(),
    broken: new Set(),
    known: new Set(),
  })
  for (let step = 0; step < steps && state.problems.length === 0; step++) {
    state.deeds = step === 0 ? ['first run'] : change(state, random)
    for (const deed of state.deeds) state.counts[deed] = (state.counts[deed] ?? 0) + 1
    writeFileSync(spec, JSON.stringify(documentOf(model)))
    if (step > 0 && random.chance(0.2)) await judgeRefusal(state, random)
    await judgeStep(state, random)
    state.problems = state.problems.map((problem) => `step ${step} (${state.deeds.join(', ')}): ${problem}`)
  }
  return { problems: state.problems, counts: state.counts, folder, tolerated: tolerated(state) }
}

function change(state, random) {
  const one = (table, ...args) => {
    const name = random.pick(Object.keys(table))
    return table[name](...args) === false ? [] : [name]
  }
  const many = (count, table, ...args) => Array.from({ length: count }, () => one(table, ...args)).flat()
  return [...many(random.below(4), edits, state, random), ...many(1 + random.below(4), evolutions, state.model, random)]
}

/** What cannot go on says why and where, and leaves everything as it is. */
async function judgeRefusal(state, random) {
  const name = random.pick(Object.keys(refusals))
  const { path, code, undo } = refusals[name](state, random)
  state.counts[`refused: ${name}`] = (state.counts[`refused: ${name}`] ?? 0) + 1
  const start = snapshot(state.home)
  for (const flag of ['--check', '--json']) {
    const { code: exit, stderr } = await run(state, '--json', flag)
    if (exit !== 2 || !stderr.includes(`/${path}`) || !stderr.includes(`(${code})`))
      state.problems.push(`${name} of ${path}, ${flag}: exit ${exit}, ${stderr}`)
  }
  judgeSame(state, start, snapshot(state.home), 'a refused run')
  undo()
}

async function judgeStep(state, random) {
  const start = snapshot(state.home)
  const check = await run(state, '--check', '--json')
  judgeSame(state, start, snapshot(state.home), '--check')
  const real = await run(state, '--json')
  const end = snapshot(state.home)
  if (real.code !== 0) return state.problems.push(`exit ${real.code}: ${real.stdout.slice(0, 600)}${real.stderr}`)
  const result = JSON.parse(real.stdout)
  judgeChange(state, { start, end, check, result })
  judgeUserFiles(state, { start, end, result })
  judgeFiles(state, { end, result })
  learn(state, result)
  judgeOrphans(state, result)
  judgeWritten(state, result)
  await judgeAgain(state, end, random)
}

/** Takes over which handler the run gives to which operation. */
function learn(state, result) {
  const { operations, files } = result
  const all = state.model.operations
  if (all.length !== operations.length) state.problems.push(`${operations.length} operations of ${all.length}`)
  const live = all.map((operation) => {
    const found = operations.find(
      (each) => each.method.toLowerCase() === operation.method && each.path === operation.path,
    )
    if (!found) state.problems.push(`${operation.method} ${operation.path} is not in the result`)
    return { path: found?.handler, name: found?.name, operation }
  })
  judgeHands(state, live, result)
  const paths = new Set(live.map(({ path }) => path))
  if (paths.size !== live.length) state.problems.push('two operations have one handler')
  for (const path of paths) state.known.add(path)
  state.orphans = [...state.known].filter((path) => !paths.has(path) && existsSync(join(state.folder, path)))
  const generated = files.filter(
    ({ path, owner, action }) => owner === 'generated' && action !== 'orphaned' && path !== '.backwright.json',
  )
  Object.assign(state, { live, generated: generated.map(({ path }) => path) })
}

/** After a run there is nothing to do, for a look and for a run, and each names the orphans again. */
async function judgeAgain(state, before, random) {
  const check = await run(state, '--check')
  if (check.code !== 0) state.problems.push(`--check after the run says ${check.code}: ${check.stdout}${check.stderr}`)
  const again = await run(state, ...(random.chance(0.3) ? ['--force'] : []))
  if (again.code !== 0) state.problems.push(`the second run says ${again.code}: ${again.stderr}`)
  for (const path of state.orphans)
    if (!again.stdout.includes(`orphaned ${path}: `)) state.problems.push(`the text does not name ${path}`)
  judgeSame(state, before, snapshot(state.home), 'the second run')
}

function run({ cli, spec, framework, folder }, ...flags) {
  return cli('scaffold', spec, '-f', framework, '-o', folder, ...flags)
}

/** Path → bytes and time of the last change, of everything below a folder. */
function snapshot(home) {
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory())
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(home.length + 1), fileState(path)]),
  )
}

function fileState(path) {
  const { mtimeMs, ino } = lstatSync(path)
  return { bytes: readFileSync(path, 'latin1'), time: `${mtimeMs} ${ino}` }
}

/** A handler whose operation is another one by now, has gone, or that says nothing. */
function tolerated({ live, orphans, written, broken, model }) {
  const now = new Map(
    live.map(({ path, name, operation }) => [path, { name, signature: signatureOf(operation, model) }]),
  )
  const stale = [...written].filter(([path, { name, signature }]) => {
    const current = now.get(path)
    return current !== undefined && (current.name !== name || current.signature !== signature)
  })
  return [...orphans, ...broken, ...stale.map(([path]) => path)]
}
