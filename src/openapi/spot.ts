import { step } from './pointer.ts'
import type { SourceFile } from './source-file.ts'

/** A value of the document with its place: all is read through these, so that every mistake has a line. */
export interface Spot {
  readonly file: SourceFile
  readonly pointer: string
  readonly value: unknown
}

export type JsonObject = Readonly<Record<string, unknown>>

/** The spot one step further; its value is undefined when there is nothing. */
export function at({ file, pointer, value }: Spot, key: string | number): Spot {
  const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, key)
  return { file, pointer: step(pointer, key), value: inside ? (value as JsonObject)[key] : undefined }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a value is, in the words of a message. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'missing'
  if (Array.isArray(value)) return 'a list'
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false', object: 'an object' }[typeof value as string] ??
    ''
  )
}
