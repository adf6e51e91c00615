import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

/** Files of packages, which no test changes: to read them again takes longer than all of what is generated. */
const packages = new Map<string, ts.SourceFile | undefined>()

/** Compiles TypeScript files, `options` as a tsconfig.json has them → what tsc says of them. */
export function compile(files: readonly string[], folder: string, options: object): string {
  const read = ts.convertCompilerOptionsFromJson(options, folder)
  const host = ts.createCompilerHost(read.options)
  const readAnew = host.getSourceFile
  host.getCurrentDirectory = () => folder
  host.getSourceFile = (path, ...rest) => {
    if (!path.includes('/node_modules/')) return readAnew(path, ...rest)
    const known = packages.has(path) ? packages.get(path) : readAnew(path, ...rest)
    packages.set(path, known)
    return known
  }
  const program = ts.createProgram([...files], read.options, host)
  const emitted = read.options.noEmit ? [] : program.emit().diagnostics
  return ts.formatDiagnostics([...read.errors, ...ts.getPreEmitDiagnostics(program), ...emitted], host)
}

/** TypeScript files of a folder → JavaScript below its `dist`, whatever tsc would say of them. */
export function transpile(files: readonly string[], folder: string): void {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true }
  for (const file of files) {
    const out = join(folder, 'dist', relative(folder, file).replace(/\.ts$/, '.js'))
    mkdirSync(dirname(out), { recursive: true })
    writeFileSync(out, ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions }).outputText)
  }
}
