import { InvalidArgumentError } from 'commander'
import { wholeNumberIn } from '../base/number.ts'
import { partsOf } from '../base/text.ts'

/** `a,b` -> [a, b]. */
export function list(value: string): readonly string[] {
  return partsOf(value, ',')
}

export function timestamp(value: string): string {
  if (!/^\d{14}$/.test(value)) throw new InvalidArgumentError('It must be 14 digits, such as 20260131120000.')
  return value
}

export function between(low: number, high: number): (text: string) => number {
  return (text) => {
    const number = wholeNumberIn(text, low, high)
    if (number === undefined) throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`)
    return number
  }
}

/** Those of the options that somebody gave, as they are written: asClient -> `--as-client`. */
export function given(flags: object, names: readonly string[]): readonly string[] {
  const said = new Map(Object.entries(flags))
  return names
    .filter((name) => said.get(name) !== undefined)
    .map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)
}

/** For a flag that may be said again. */
export function append(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}
