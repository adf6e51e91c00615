// Many scaffolded folders → what tsc complains of in each, used by bench/evolutions.mjs.
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'

const options = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2023.d.ts'],
  types: ['node'],
  typeRoots: [resolve('node_modules/@types')],
}

/** For each of `states`, { folder, tolerated }, the complaints that are not about a tolerated file. One program for all, which loads the libraries once. */
export function complaints(states) {
  const files = states.flatMap(({ folder }) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  )
  const found = ts.getPreEmitDiagnostics(ts.createProgram(files, options)).map((diagnostic) => {
    const { file, start = 0, messageText } = diagnostic
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0
    return {
      path: file?.fileName ?? '',
      text: `:${line}: ${unescaped(ts.flattenDiagnosticMessageText(messageText, ' '))}`,
    }
  })
  const strangers = found.filter(({ path }) => !states.some(({ folder }) => path.startsWith(`${folder}/`)))
  if (strangers.length > 0) throw new Error(`${strangers[0].path}${strangers[0].text}`)
  return states.map(({ folder, tolerated }) => {
    const spared = tolerated.filter((path) => existsSync(join(folder, path)))
    // What imports a handler that is empty by now is complained of where it stands.
    const isSpared = ({ path, text }) =>
      spared.some(
        (one) => path === join(folder, one) || text.includes(one) || text.includes(`./${one.replace(/ts$/, 'js')}`),
      )
    return found
      .filter((each) => each.path.startsWith(`${folder}/`) && !isSpared(each))
      .map(({ path, text }) => `${path.slice(folder.length + 1)}${text}`)
  })
}

/** The compiler shows a module's name as a literal. */
function unescaped(text) {
  return text.replace(/\\u([0-9A-F]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
}
