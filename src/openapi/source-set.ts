import SwaggerParser from '@apidevtools/swagger-parser'
import { splitRef } from './reference.ts'
import { parseSource, type SourceFile } from './source-file.ts'

/** A document with all the files that it refers to. */
export interface SourceSet {
  readonly root: SourceFile
  /** By path: the files, and why some cannot be read. */
  readonly files: ReadonlyMap<string, SourceFile | Unreadable>
}

export interface Unreadable {
  readonly code: string
  readonly why: string
}

/** The text of a file or a URL. */
export type ReadText = (path: string) => Promise<string | Unreadable>

/** Follows the references of the root from file to file. Whether each leads anywhere is for the reader to say. */
export async function readSources(root: SourceFile, read: ReadText): Promise<SourceSet> {
  const files = new Map<string, SourceFile | Unreadable>([[root.path, root]])
  if (typeof root.value !== 'object' || root.value === null) return { root, files }
  const paths = new Map<string, string>()
  const open = async ({ url, reference = '', baseUrl = '' }: ForeignFile): Promise<unknown> => {
    const path = resolvePath(paths.get(withoutHash(baseUrl)) ?? root.path, reference)
    paths.set(url, path)
    const text = files.get(path) ?? (await read(path))
    if (typeof text === 'string') files.set(path, parseSource(path, text))
    else files.set(path, text)
    const file = files.get(path)
    return file && 'value' in file ? filesReferredTo(file.value) : []
  }
  const off = { json: false, yaml: false, text: false, binary: false }
  const ours = { order: 1, canRead: true, canParse: true, allowEmpty: true }
  // The parser looks at the version and at `paths` itself, without telling where; our own reader does so later.
  const bait = { openapi: '3.1.0', info: { title: '', version: '' }, paths: {}, document: filesReferredTo(root.value) }
  await new SwaggerParser().resolve(
    bait as never,
    {
      continueOnError: true,
      resolve: { file: false, http: false, ours: { ...ours, read: open } },
      parse: { ...off, ours: { ...ours, parse: (file: { data: unknown }) => file.data } },
    } as never,
  )
  return { root, files }
}

/** All that the parser need see of a file: it goes down by recursion, and throws where a reference is malformed. */
function filesReferredTo(root: unknown): readonly { readonly $ref: string }[] {
  const paths = new Set<string>()
  const seen = new Set<unknown>()
  const open = [root]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    const { $ref } = value as { readonly $ref?: unknown }
    if (typeof $ref === 'string') paths.add(splitRef($ref)[0] ?? '')
    for (const inner of Object.values(value)) open.push(inner)
  }
  return [...paths].filter((path) => path !== '' && isWellFormed(path)).map(($ref) => ({ $ref }))
}

/** Whether the part of a reference before its `#` can be a path or a URL at all. */
export function isWellFormed(path: string): boolean {
  try {
    new URL(path, 'https://a.example/')
    return !decodeURIComponent(path).includes('\0')
  } catch {
    return false
  }
}

interface ForeignFile {
  readonly url: string
  readonly reference?: string
  readonly baseUrl?: string
}

/** The path that a relative one means in a file, `.` and `..` worked off. */
export function resolvePath(from: string, path: string): string {
  const to = decode(path)
  if (isRemote(to)) return to
  if (isRemote(from)) return new URL(path, from).href
  if (to === '') return from
  const parts = to.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of to.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop()
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part)
  }
  return parts.join('/')
}

/** A URL rather than a file. */
export function isRemote(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path)
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function withoutHash(url: string): string {
  return url.split('#')[0] ?? url
}
