// What users do to a scaffolded folder between two runs of bench/evolutions.mjs.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathParameters, signatureOf } from './evolutions-documents.mjs'

/**
 * Edit → what it does to a state: { folder, framework, model, live: [{ path, name, operation }], orphans: paths, generated: paths, written: path → { name, signature },
 * broken: paths that compile no more, extras: paths }. False when there is nothing to do it to.
 */
export const edits = {
  'handler written': (state, random) => {
    const handler = random.pick(state.live)
    put(state, handler.path, handlerText(handler, state.model))
    state.written.set(handler.path, { name: handler.name, signature: signatureOf(handler.operation, state.model) })
    state.broken.delete(handler.path)
    return true
  },
  'comment added': onHandler((text) => `// mine: notes\n${text}/* and more \\u0060 */`),
  'lines end with CRLF': onHandler((text) => text.replace(/\r?\n/g, '\r\n')),
  'blank lines at the end': onHandler((text) => `${text}\n\n  \n\t`),
  'byte order mark': onHandler((text) => `\ufeff${text.replace(/^\ufeff/, '')}`),
  'handler emptied': (state, random) => {
    const { path } = random.pick(state.live)
    put(state, path, '')
    state.written.delete(path)
    return state.broken.add(path) !== undefined
  },
  'handler deleted': (state, random) => remove(state, random.pick(state.live).path),
  'orphan deleted': (state, random) => state.orphans.length > 0 && remove(state, random.pick(state.orphans)),
  'folder of handlers deleted': (state, random) => {
    const folder = dirname(random.pick(state.live).path)
    const paths = [...state.live.map(({ path }) => path), ...state.orphans].filter((path) => dirname(path) === folder)
    return paths.filter((path) => remove(state, path)).length > 0
  },
  'orphan moved to where its operation is': (state, random) => {
    const [from, { path }] = [random.pick(state.orphans), random.pick(state.live)]
    if (from === undefined || !existsSync(join(state.folder, from))) return false
    put(state, path, readFileSync(join(state.folder, from)))
    remove(state, from)
    state.written.delete(path)
    return state.broken.add(path) !== undefined
  },
  'handler linked to a file elsewhere': (state, random) => {
    const { path } = random.pick(state.live)
    const [link, target] = [join(state.folder, path), join(state.home, `linked-${random.below(1e9)}.ts`)]
    if (!existsSync(link)) return false
    renameSync(link, target)
    symlinkSync(target, link)
    return true
  },
  'framework switched': (state, random) => {
    const before = state.framework
    state.framework = random.pick(['express', 'fastify', 'koa'])
    return state.framework !== before
  },
  'file of mine beside it': (state, random) => {
    const beside = dirname(random.pick(state.live).path)
    const path = random.pick([`${beside}/own.ts`, `${beside}/notes.md`, 'own.ts', 'runtime-own.ts', 'handlers/own.ts'])
    put(state, path, path.endsWith('.md') ? '# Mine\r\n' : `export const own = ${random.below(1000)}\r\n\r\n`)
    return true
  },
  'binary of mine beside it': (state, random) => {
    put(
      state,
      `${dirname(random.pick(state.live).path)}/logo.png`,
      Buffer.from([0x89, 0x50, 0, 0xff, random.below(256)]),
    )
    return true
  },
  'generated file deleted': (state, random) => remove(state, random.pick(state.generated)),
  'all checked out with CRLF': (state) => {
    for (const path of [...state.generated, ...state.live.map((each) => each.path), '.backwright.json']) {
      if (existsSync(join(state.folder, path))) put(state, path, textOf(state, path).replace(/\r?\n/g, '\r\n'))
    }
    return true
  },
}

/** What a run refuses to go on with: name → puts it there, and gives { path, code, undo }. */
export const refusals = {
  'generated file edited': (state, random) => {
    const path = random.pick(['index.ts', 'types.ts', 'validators.ts', 'runtime/api.ts'])
    return refused(state, path, 'file-conflict', Buffer.from('// edited\n'))
  },
  'handler in Latin-1': (state, random) => {
    const { path } = random.pick(state.live)
    return refused(state, path, 'bad-input', Buffer.from('// caf\u00e9\n', 'latin1'))
  },
  'manifest in conflict': (state) =>
    refused(state, '.backwright.json', 'bad-input', Buffer.from('<<<<<<< HEAD\n=======\n>>>>>>> other\n')),
}

function refused(state, path, code, more) {
  const file = join(state.folder, path)
  const before = existsSync(file) ? readFileSync(file) : undefined
  put(state, path, Buffer.concat([before ?? Buffer.from(''), more]))
  return { path, code, undo: () => (before ? writeFileSync(file, before) : rmSync(file)) }
}

/** A handler that uses all that its operation takes, and answers what it answers. */
function handlerText({ name, operation }, { schemas }) {
  const { query, body, response, status } = operation
  const taken = [
    ...pathParameters(operation).map((each) => `const p${word(each)}: string = input.params[${JSON.stringify(each)}]`),
    ...Object.entries(query).map(([each, member]) =>
      constant('q', `input.query[${JSON.stringify(each)}]`, each, member),
    ),
    ...Object.entries((body && schemas[body]) ?? {}).map(([each, member]) =>
      constant('b', `input.body[${JSON.stringify(each)}]`, each, member),
    ),
  ]
  const names = taken.map((line) => /const (\w+)/.exec(line)[1])
  const answer = response ? `, body: ${JSON.stringify(sampleOf(schemas[response]))}` : ''
  return `import type { Handlers } from '../../runtime.js'

export const ${name}: Handlers['${name}'] = async (input) => {
  ${taken.join('\n  ')}
  void [input.context.requestId, ${names.join(', ')}]
  return { status: ${status}${answer} }
}
`
}

const typeNames = { integer: 'number', strings: 'string[]', colour: 'string' }
const samples = { string: 'a', integer: 1, boolean: true, number: 0.5, strings: ['a'], colour: 'red' }

function constant(prefix, source, name, { type, required }) {
  return `const ${prefix}${word(name)}: ${typeNames[type] ?? type}${required ? '' : ' | undefined'} = ${source}`
}

function word(name) {
  return name.replace(/\W/g, '_')
}

function sampleOf(members) {
  return Object.fromEntries(Object.entries(members).map(([name, { type }]) => [name, samples[type]]))
}

function onHandler(edit) {
  return (state, random) => {
    const path = random.pick([...state.live.map((each) => each.path), ...state.orphans])
    if (!existsSync(join(state.folder, path))) return false
    put(state, path, edit(textOf(state, path)))
    return true
  }
}

function textOf({ folder }, path) {
  const file = join(folder, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function put({ folder }, path, content) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

function remove({ folder, written, broken }, path) {
  if (!existsSync(join(folder, path))) return false
  rmSync(join(folder, path))
  written.delete(path)
  broken.delete(path)
  return true
}
