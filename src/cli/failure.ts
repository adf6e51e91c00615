import { CommanderError } from 'commander'
import { type ErrorCode, type Place, UserError } from '../base/errors.ts'
import { type ExitCode, exitCode } from '../base/exit-code.ts'
import { maskSecrets, printable } from '../base/text.ts'
import type { Terminal } from './terminal.ts'

/** An error -> what the user sees and the exit code: mistakes as a sentence, our bugs with a stack. */
export function reportFailure(error: unknown, command: string, json: boolean, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCode.fine
  const { exit, document, text } = describe(error)
  if (text !== '') terminal.err(`${printable(text)}\n`)
  if (json) terminal.out(`${JSON.stringify({ schemaVersion: 1, command, error: document }, null, 2)}\n`)
  return exit
}

interface Failure {
  readonly exit: ExitCode
  readonly document: object
  readonly text: string
}

function describe(error: unknown): Failure {
  if (error instanceof CommanderError) {
    return mistake(optionCode(error), sentence(error), {})
  }
  if (error instanceof UserError) return mistake(error.code, error.message, error.where)
  const message = maskSecrets((error as Error)?.stack ?? String(error))
  const text = `backwright: this is a bug of ours; please report it.\n${message}`
  return { exit: exitCode.ourBug, document: { code: 'bug', message }, text }
}

function mistake(code: ErrorCode, message: string, where: Place): Failure {
  const masked = maskSecrets(message)
  const exit = code === 'interrupted' ? exitCode.interrupted : exitCode.userMistake
  return { exit, document: { code, message: masked, ...maskedPlace(where) }, text: `backwright: ${masked} (${code})` }
}

/** A connection string where a file was expected is a place too. */
function maskedPlace({ file, ...rest }: Place): Place {
  return file === undefined ? rest : { file: maskSecrets(file), ...rest }
}

function optionCode({ code }: CommanderError): ErrorCode {
  return code === 'commander.unknownCommand' ? 'unknown-command' : 'bad-option'
}

/** The parser's sentence, with its suggestion on the same line. */
function sentence({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'A command is missing. Add --help to see them.'
  const [mistaken = '', suggestion] = message.replace(/^error: /, '').split('\n(')
  return `${mistaken}${suggestion ? `. ${suggestion.replace(/\)$/, '')}` : ''}`
}
