import { UserError } from '../../src/base/errors.ts'
import { type LoadedApi, type LoadOptions, loadApi } from '../../src/openapi/load.ts'
import type { World } from '../../src/ports.ts'

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
    network: { resolves: async () => true, download: read, answers: refuse },
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
