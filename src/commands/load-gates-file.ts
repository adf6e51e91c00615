import { UserError } from '../base/errors.ts'
import { count, excerpt } from '../base/text.ts'
import { type GateSet, parseGateSet } from '../load/gate-set.ts'
import { step } from '../openapi/pointer.ts'
import { type Mistake, parseYamlSource, type SourceFile } from '../openapi/source-file.ts'

/** A text as YAML or JSON → its gates. UserError `bad-input` tells every mistake. */
export function parseGatesFile(text: string, file: string): GateSet {
  const source = parseYamlSource(file, text)
  if (source.mistakes.length > 0) throw badGates(source, source.mistakes)
  const set = parseGateSet(source.value)
  if ('gates' in set) return set
  throw badGates(
    source,
    set.map(({ at, message }) => ({ message, ...source.locate(at.reduce<string>(step, '')) })),
  )
}

const mostTold = 20
const longest = 500

function badGates({ path: file }: SourceFile, mistakes: readonly Mistake[]): UserError {
  const all = [...mistakes].sort((a, b) => a.line - b.line || a.column - b.column)
  const lines = all
    .slice(0, mostTold)
    .map(({ line, column, message }) => `${file}:${line}:${column}: ${excerpt(message, longest)}`)
  if (all.length > mostTold) lines.push(`and ${all.length - mostTold} more`)
  const message =
    all.length === 1 ? `${lines[0]}` : `${file} has ${count(all.length, 'mistake')}.\n  ${lines.join('\n  ')}`
  return new UserError('bad-input', message, { where: { file, line: all[0]?.line ?? 1 } })
}
