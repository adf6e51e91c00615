import assert from 'node:assert/strict'
import { UserError } from '../../src/base/errors.ts'
import { type LoadedApi, type LoadOptions, loadApi } from '../../src/openapi/load.ts'
import type { World } from '../../src/ports/world.ts'

/** A world that has these files, and as the network those whose names are URLs. */
export function worldOf(
  texts: Readonly<Record<string, string>>,
  input = '',
): Pick<World, 'files' | 'input' | 'network'> {
  const refuse = (): never => {
    throw new Error('A document is only read')
  }
  const read = async (path: string): Promise<string> => {
    const text = texts[path]
    if (text === undefined) throw new UserError('missing-file', `Cannot read ${path}.`)
    return text
  }
  return {
    files: {
      read,
      readWithin: refuse,
      readIfThere: async (path) => texts[path],
      writeAll: refuse,
      createAll: refuse,
      list: refuse,
      sha256: refuse,
    },
    network: { resolves: async () => true, download: read, answers: refuse, freePort: refuse },
    input: async () => input,
  }
}

/** The first of the files is the document. */
export function load(
  texts: Readonly<Record<string, string>> | string,
  options: LoadOptions = { allowRemote: false },
): Promise<LoadedApi> {
  const files = typeof texts === 'string' ? { 'api.yaml': texts } : texts
  return loadApi(Object.keys(files)[0] ?? '', worldOf(files), options)
}

/** A document with nothing but schemas. */
export function withSchemas(version: string, schemas: object): string {
  return JSON.stringify({ openapi: version, info: { title: 'T', version: '1' }, paths: {}, components: { schemas } })
}

/** `file:line:column code` of all errors or, without any, of all warnings. */
export async function told(files: Readonly<Record<string, string>> | string): Promise<readonly string[]> {
  try {
    return (await load(files)).diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)
  } catch (error) {
    assert.ok(error instanceof UserError, String(error))
    const lines = error.message.split('\n').filter((line) => /^\s*\S+:\d+:\d+: /.test(line))
    return lines.map((line) => `${/^\s*(\S+:\d+:\d+)/.exec(line)?.[1]} ${/\(([a-z-]+)[^()]*\)$/.exec(line)?.[1]}`)
  }
}
