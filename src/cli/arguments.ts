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

/** Becomes part of file names, so it may not leave the folder or need quoting. */
export function migrationName(value: string): string {
  if (!/^[A-Za-z0-9][\w-]{0,99}$/.test(value)) throw new InvalidArgumentError('Use letters, digits, _ and - only.')
  return value
}
