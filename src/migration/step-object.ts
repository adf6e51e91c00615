import type { Step } from './delta.ts'

/** What a step is about, as one short line for a message. */
export function objectOf({ sql }: Step): string {
  const line = sql.replace(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 117)}...` : line
}
