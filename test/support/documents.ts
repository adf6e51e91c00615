import type { Api } from '../../src/openapi/api.ts'
import type { Diagnostic } from '../../src/openapi/diagnostic.ts'
import { loadApi } from '../../src/openapi/load.ts'
import type { Files } from '../../src/ports.ts'

/** Files that are only in the test. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  const refuse = (): never => {
    throw new Error('A document is only read')
  }
  return {
    read: async (path) => texts[path] ?? refuse(),
    readIfThere: async (path) => texts[path],
    writeAll: refuse,
    list: refuse,
    sha256: refuse,
  }
}

export function load(
  texts: Readonly<Record<string, string>> | string,
): Promise<{ api: Api; diagnostics: readonly Diagnostic[] }> {
  const files = typeof texts === 'string' ? { 'api.yaml': texts } : texts
  const [spec = ''] = Object.keys(files)
  return loadApi(spec, { files: filesOf(files), input: async () => '' }, { allowRemote: false })
}

/** A document with nothing but schemas. */
export function withSchemas(version: string, schemas: object): string {
  return JSON.stringify({ openapi: version, info: { title: 'T', version: '1' }, paths: {}, components: { schemas } })
}
