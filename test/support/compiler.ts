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
