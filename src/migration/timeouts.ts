import type { Delta } from './delta.ts'
import type { Segment } from './pair.ts'

/** Longer than a moment and the waits for a few locks; a statement of a moment that takes as long is not what it was taken for. */
const momentMs = 15_000

/**
 * What is set in a segment. Where locks have a time limit, statements have one, too: none at all where rows are read or written, since a
 * limit of the role would only undo the work and let it begin again.
 */
export function settingsOf({ steps }: Segment, settings: Delta['settings']): Delta['settings'] {
  if (!settings.some(({ name }) => name === 'lock_timeout')) return settings
  const value = steps.every(({ isBrief }) => isBrief) ? `${momentMs / 1000}s` : '0'
  return [...settings, { name: 'statement_timeout', value }]
}

/** What a session may have limited, and a concurrent build must not: it waits for the transactions of others, and is invalid when cut off. */
export const noLimits = ['lock_timeout', 'statement_timeout'] as const
