import { UserError } from '../base/errors.ts'
import { excerpt } from '../base/text.ts'
import type { World } from '../ports/world.ts'
import type { Api } from './api.ts'
import { bundle } from './bundle.ts'
import type { Diagnostic } from './diagnostic.ts'
import { normalize } from './normalize.ts'
import { Reader } from './reader.ts'
import { readServers } from './servers.ts'
import { type Position, parseSource } from './source-file.ts'
import { isRemote, readSources, type Unreadable } from './source-set.ts'
import type { JsonObject } from './spot.ts'
import { dialectOf } from './version.ts'

export interface LoadOptions {
  /** Whether references may go over the network. */
  readonly allowRemote: boolean
}

export interface LoadedApi {
  readonly api: Api
  /** The absolute addresses at which the document says that it is served. */
  readonly servers: readonly string[]
  /** Warnings alone: with errors there is no Api. */
  readonly diagnostics: readonly Diagnostic[]
  /** Where something stands, for a warning of one who works with the Api. */
  readonly locate: (place: { readonly file: string; readonly pointer: string }) => Position
  /** The document as it was read, and the other files and URLs that it refers to. */
  readonly source: { readonly file: string; readonly text: string; readonly others: readonly string[] }
  /** The document in one piece, with whatever it refers to. UserError `unsupported` when it cannot be. */
  readonly bundle: () => JsonObject
}

type SpecWorld = Pick<World, 'files' | 'input' | 'network'>

/** An OpenAPI document (a file, a URL, or `-` for standard input) → its Api. UserError `bad-spec` lists all that is wrong with it. */
export async function loadApi(spec: string, world: SpecWorld, { allowRemote }: LoadOptions): Promise<LoadedApi> {
  const text = await readSpec(spec, world, allowRemote)
  if (text.trim() === '') {
    throw new UserError('empty-input', `${spec} is empty: there is no document in it.`, { where: { file: spec } })
  }
  const root = parseSource(spec, text)
  const sources = await readSources(root, (path) => readReferred(path, world, allowRemote))
  const reader = new Reader(sources)
  const dialect = dialectOf(reader)
  const api = dialect && normalize(reader, dialect)
  const errors = reader.diagnostics.filter(({ severity }) => severity === 'error')
  if (!api || errors.length > 0) throw badSpec(spec, errors)
  const others = [...sources.files.keys()].filter((path) => path !== root.path)
  const source = { file: root.path, text, others }
  const { diagnostics } = reader
  return {
    api,
    servers: readServers(reader, dialect),
    diagnostics,
    locate: (place) => reader.locate(place),
    source,
    bundle: () => bundle(reader, dialect),
  }
}

async function readSpec(spec: string, world: SpecWorld, allowRemote: boolean): Promise<string> {
  if (spec === '-') return world.input()
  if (!isRemote(spec)) return world.files.read(spec)
  if (allowRemote) return world.network.download(spec)
  throw new UserError('unsupported', `${spec} is read over the network only with --allow-remote.`, {
    where: { file: spec },
  })
}

async function readReferred(path: string, world: SpecWorld, allowRemote: boolean): Promise<string | Unreadable> {
  if (isRemote(path) && !allowRemote) {
    return { code: 'remote-ref', why: `The reference ${path} goes over the network: allow it with --allow-remote.` }
  }
  try {
    return await (isRemote(path) ? world.network.download(path) : world.files.read(path))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { code: error.code, why: error.message }
  }
}

/** One mistake, such as an indentation, can make hundreds: these are enough to see which. */
const mostTold = 20

function badSpec(spec: string, errors: readonly Diagnostic[]): UserError {
  const lines = errors
    .slice(0, mostTold)
    .map(
      ({ file, line, column, code, message, pointer }) =>
        `${file}:${line}:${column}: ${message} (${code}${pointer && `, ${excerpt(pointer, 300)}`})`,
    )
  if (errors.length > mostTold) lines.push(`and ${errors.length - mostTold} more`)
  const [first] = errors
  const message =
    errors.length === 1 ? `${lines[0]}` : `${spec} has ${errors.length} mistakes.\n  ${lines.join('\n  ')}`
  const where = first ? { file: first.file, line: first.line, pointer: first.pointer } : { file: spec }
  return new UserError('bad-spec', message, { where })
}
