import { InvalidArgumentError } from 'commander'

/** `a,b` -> [a, b]. */
export function list(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

export function timestamp(value: string): string {
  if (!/^\d{14}$/.test(value)) throw new InvalidArgumentError('It must be 14 digits, such as 20260131120000.')
  return value
}
