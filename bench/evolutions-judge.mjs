// What a run of `scaffold` may not do, whatever went before: used by bench/evolutions-run.mjs. Each adds to the problems of a `state`; `start` and `end` are
// snapshots from before and after, path → { bytes, time }, and `result` is what the run says in JSON.
import { signatureOf } from './evolutions-documents.mjs'

/** What the documentation calls generated. */
const ours = /^(?:(?:types|validators|runtime|index)\.ts|runtime\/[\w-]+\.ts|[^/]+\.routes\.ts|\.backwright\.json)$/

/** `--check` says 1 when the run changes a byte, and then names a file; a change of what an operation is changes a byte. */
export function judgeChange(state, { start, end, check, result }) {
  const changed = JSON.stringify(bytesOf(start)) !== JSON.stringify(bytesOf(end))
  if (check.code !== (changed ? 1 : 0))
    state.problems.push(`--check says ${check.code}, and the run ${changed ? 'changes' : 'does not change'} files`)
  if (result.changed !== changed) state.problems.push(`changed is ${result.changed}`)
  const differ = Object.keys({ ...start, ...end }).filter((path) => start[path]?.bytes !== end[path]?.bytes)
  const named = new Set(
    result.files.filter(({ action }) => !['unchanged', 'kept'].includes(action)).map(({ path }) => path),
  )
  const folder = folderOf(state)
  if (differ.length > 0 && !differ.some((path) => named.has(path.slice(folder.length))))
    state.problems.push(`changes ${differ.join(', ')} and names none of them`)
  const outside = differ.filter((path) => !path.startsWith(folder))
  if (outside.length > 0) state.problems.push(`changes outside of the folder: ${outside.join(', ')}`)
  const signatures = state.model.operations.map((operation) => signatureOf(operation, state.model))
  const meaning = JSON.stringify([
    result.operations.map(({ method, path, handler }) => [method, path, handler]).sort(),
    signatures.sort(),
  ])
  if (state.meaning !== undefined && state.meaning !== meaning && !changed)
    state.problems.push('operations changed, and no file did')
  state.meaning = meaning
}

/** All below `handlers` and all that is not called as a file of ours is the user's. */
export function judgeUserFiles(state, { start, end, result }) {
  const folder = folderOf(state)
  const made = result.files.filter(({ owner, action }) => owner === 'yours' && action === 'created')
  const isOurs = (path) => path.startsWith(folder) && ours.test(path.slice(folder.length))
  const theirs = Object.keys({ ...start, ...end }).filter((path) => !isOurs(path))
  for (const path of theirs) {
    const named = made.some((each) => path === folder + each.path)
    if (start[path] === undefined && named) continue
    if (start[path]?.bytes !== end[path]?.bytes) state.problems.push(`${path} is the user's and was not left alone`)
  }
}

/** What is said to be there is, and what of ours is no longer needed, as nobody has edited it, is gone. */
export function judgeFiles(state, { end, result }) {
  for (const { path, owner, action } of result.files) {
    const there = end[folderOf(state) + path] !== undefined
    if (there === (owner === 'generated' && action === 'orphaned'))
      state.problems.push(`${path} is ${action} and ${there ? 'there' : 'not there'}`)
  }
}

function folderOf({ folder, home }) {
  return `${folder.slice(home.length + 1)}/`
}

/** An operation that is as before keeps its handler. Of ids that become one name a single one has it, and may lose it to another, which is counted and told. */
export function judgeHands(state, live, result) {
  for (const { path, operation } of live) {
    const before = state.hands?.get(operation.key)
    if (before?.told !== told(operation) || before.path === path) continue
    const word = (id = '') => id.replace(/\W/g, '').toLowerCase()
    const rivals = [...state.hands.values()].map(({ id }) => id).concat(live.map((each) => each.operation.id))
    const problem = `${before.told} is as before, and its handler is ${path} instead of ${before.path}`
    const isLost = result.files.some(({ path: each, action }) => each === before.path && action === 'kept')
    const isTold = result.diagnostics.some(({ code, file }) => code === 'handler-taken' && file.endsWith(before.path))
    if (!rivals.some((id) => id !== operation.id && word(id) === word(operation.id))) state.problems.push(problem)
    else if (isLost && !isTold) state.problems.push(`${problem}, and nothing is said of it`)
    else state.counts['a handler changed hands'] = (state.counts['a handler changed hands'] ?? 0) + 1
  }
  const hands = live.map(({ path, operation }) => [operation.key, { path, id: operation.id, told: told(operation) }])
  state.hands = new Map(hands)
}

/** Handlers without an operation are named, all of them and no others. */
export function judgeOrphans(state, { files }) {
  const named = files.filter(({ owner, action }) => owner === 'yours' && action === 'orphaned').map(({ path }) => path)
  if (JSON.stringify(named.sort()) !== JSON.stringify([...state.orphans].sort()))
    state.problems.push(
      `orphans are ${state.orphans.join(', ') || 'none'}, and named are ${named.join(', ') || 'none'}`,
    )
}

/** A handler that somebody wrote counts as written. */
export function judgeWritten(state, { operations }) {
  for (const { handler, implemented } of operations)
    if (state.written.has(handler) && !implemented) state.problems.push(`${handler} counts as not implemented`)
}

function told({ method, path, id, tag }) {
  return `${method} ${path} (${id ?? 'no id'}, ${tag ?? 'no tag'})`
}

/** `who` has written nothing, not even the same. */
export function judgeSame(state, start, end, who) {
  const paths = Object.keys({ ...start, ...end })
  const differ = paths.filter(
    (path) => start[path]?.bytes !== end[path]?.bytes || start[path]?.time !== end[path]?.time,
  )
  if (differ.length > 0) state.problems.push(`${who} writes ${differ.join(', ')}`)
}

function bytesOf(files) {
  return Object.entries(files).map(([path, { bytes }]) => [path, bytes])
}
