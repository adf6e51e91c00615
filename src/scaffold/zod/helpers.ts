import { checks } from './checks.ts'
import { combinators } from './combinators.ts'
import { foundations } from './foundations.ts'
import { makers } from './makers.ts'
import type { Part } from './part.ts'

export type HelperName = keyof typeof makers | keyof typeof combinators | keyof typeof checks | keyof typeof foundations

const helpers: Readonly<Record<HelperName, Part>> = { ...makers, ...combinators, ...checks, ...foundations }

/** Whether it is a pattern, which must be declared before it is used. */
function isPattern(name: string): boolean {
  return name.endsWith('Pattern') && name !== 'isPattern'
}

/** The declarations of the helpers that are used, and of what they need: patterns for the top, functions for the end. */
export function helperTexts(used: Iterable<HelperName>): { readonly top: string; readonly end: string } {
  const found = new Set<string>(used)
  for (const name of found) for (const needed of helpers[name as HelperName].needs ?? []) found.add(needed)
  const names = (Object.keys(helpers) as HelperName[]).filter((name) => found.has(name))
  const texts = (some: readonly HelperName[]): string => some.map((name) => helpers[name].text).join('\n\n')
  return { top: texts(names.filter(isPattern)), end: texts(names.filter((name) => !isPattern(name))) }
}
