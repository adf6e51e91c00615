import type { History } from './evolutions-run.mjs'

/** What tsc complains of in each folder. */
export function complaints(states: readonly Pick<History, 'folder' | 'tolerated'>[]): readonly (readonly string[])[]
