import { type Command, CommanderError, type Option } from 'commander'
import { UserError } from '../base/errors.ts'
import { closest } from '../base/text.ts'

/** The parser misses a required flag before it sees that another is unknown: mistyped, it is told as what it is. */
export function mistypedFlag(error: unknown, command: Command, argv: readonly string[]): UserError | undefined {
  if (!(error instanceof CommanderError && error.code === 'commander.missingMandatoryOptionValue')) return undefined
  const flag = unknownFlag(argv, command.options)
  if (flag === undefined) return undefined
  const near = closest(
    flag,
    command.options.flatMap(({ long }) => long ?? []),
  )
  return new UserError('bad-option', `unknown option '${flag}'${near === undefined ? '' : `. Did you mean ${near}?`}`)
}

function unknownFlag(argv: readonly string[], options: readonly Option[]): string | undefined {
  let value = false
  for (const word of argv) {
    if (word === '--') return undefined
    const [flag = ''] = word.split('=', 1)
    const known = options.find(({ long, short }) => flag === long || (short !== undefined && word.startsWith(short)))
    if (!value && word.startsWith('-') && word !== '-' && !known) return flag
    value = known?.required === true && flag === word && (word === known.long || word === known.short)
  }
  return undefined
}
