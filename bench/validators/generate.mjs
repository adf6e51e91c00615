import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { loadApi } from '../../dist/src/openapi/load.js'
import { validatorsFile } from '../../dist/src/scaffold/validators.js'

/** A document → its Api and what its validators.ts exports. */
export async function generateValidators(document) {
  const files = { read: async () => JSON.stringify(document) }
  const { api } = await loadApi('api.json', { files }, { allowRemote: false })
  const { outputText } = ts.transpileModule(validatorsFile(api), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true },
  })
  const folder = mkdtempSync(join(tmpdir(), 'backwright-validators-'))
  try {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'validators.mjs'), outputText)
    return { api, validators: await import(pathToFileURL(join(folder, 'validators.mjs')).href) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
