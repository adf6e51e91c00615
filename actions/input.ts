import { UserError } from '../src/base/errors.ts'
import { wholeNumberIn } from '../src/base/number.ts'
import { partsOf } from '../src/base/text.ts'

/** One item a line; blank lines and the blanks around an item do not count. */
export function lines(text: string): readonly string[] {
  return partsOf(text, '\n')
}

export function asIs(text: string): string {
  return text
}

/** Undefined for an input that was not given. */
export function optional<Value>(parse: (text: string) => Value): (text: string) => Value | undefined {
  return (text) => (text === '' ? undefined : parse(text))
}

export function oneOf<Word extends string>(...words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text)
    if (word !== undefined) return word
    throw new UserError('bad-input', `it is ${JSON.stringify(text)}, and must be one of ${words.join(', ')}.`)
  }
}

export function between(low: number, high: number): (text: string) => number {
  return (text) => {
    const number = wholeNumberIn(text, low, high)
    if (number !== undefined) return number
    throw new UserError(
      'bad-input',
      `it is ${JSON.stringify(text)}, and must be a whole number from ${low} to ${high}.`,
    )
  }
}

/** Files of the repository, one a line, relative to the working directory: git has to find them too. */
export function repositoryFiles(text: string): readonly string[] {
  return lines(text).map((path) => {
    const parts = path.split(/[\\/]/)
    if (!/^([\\/]|[A-Za-z]:)/.test(path) && !parts.includes('..')) return parts.filter((part) => part !== '.').join('/')
    throw new UserError('bad-input', `${path} leaves the repository. Write a path such as db/schema.sql.`)
  })
}
