import assert from 'node:assert/strict'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { compile } from './compiler.ts'

const strict = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  noEmit: true,
  skipLibCheck: true,
  target: 'ES2023',
  module: 'NodeNext',
  types: ['node'],
}

/** Compiles TypeScript as a user would, and gives what the compiler complains of. */
export async function complaints(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return inFolder(files, async (folder) => {
    const paths = Object.keys(files).map((name) => join(folder, name))
    return compile(paths, folder, strict)
      .split('\n')
      .filter((line) => line !== '')
  })
}

/** Runs a TypeScript module and gives its exports. */
export async function run(text: string): Promise<Readonly<Record<string, unknown>>> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true },
  })
  return inFolder({ 'module.mjs': outputText }, (folder) => import(pathToFileURL(join(folder, 'module.mjs')).href))
}

async function inFolder<Result>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'backwright-generated-'))
  try {
    await symlink(resolve('node_modules'), join(folder, 'node_modules'))
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    const result = await use(folder)
    assert.ok(result)
    return result
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
