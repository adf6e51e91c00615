import { checks } from './checks.ts'
import { combinators } from './combinators.ts'
import { foundations } from './foundations.ts'
import { makers } from './makers.ts'
import type { Part } from './part.ts'

export type HelperName = keyof typeof makers | keyof typeof combinators | keyof typeof checks | keyof typeof foundations

const helpers: Readonly<Record<HelperName, Part>> = { ...makers, ...combinators, ...checks, ...foundations }

/** No schema and no operation may be called so. */
export const helperNames = Object.keys(helpers) as readonly HelperName[]

/** The declarations of the helpers that are used, and of what they need. */
export function helperTexts(used: Iterable<HelperName>): string {
  const found = new Set<string>(used)
  for (const name of found) for (const needed of helpers[name as HelperName].needs ?? []) found.add(needed)
  const names = helperNames.filter((name) => found.has(name))
  return names.map((name) => helpers[name].text).join('\n\n')
}
