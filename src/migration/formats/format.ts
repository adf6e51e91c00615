import type { TextFile } from '../../ports/files.ts'
import type { Pair, Segment } from '../pair.ts'
import type { Part } from './parts.ts'

/** How versions are made of a moment, and told from a file's name. */
export interface Versions {
  /** The version that a file's name begins with; undefined for what is no migration. */
  read(file: string): string | undefined
  /** `counted`: numbers go on where a folder has them, such as 0007. */
  readonly counted: boolean
  /** `seconds`: 20260131120000. `milliseconds`: since 1970, in UTC. */
  readonly unit: 'seconds' | 'milliseconds'
}

/** A proved pair, ready to be written down. */
export interface Draft {
  readonly name: string
  readonly pair: Pair
  /** Of a tool that has several migrations for a pair. */
  readonly parts: readonly Part[]
  /** What to know beforehand, a line each. */
  readonly comments: { readonly up: readonly string[]; readonly down: readonly string[] }
}

/** The files of one migration, paths relative to the folder. */
export interface MigrationFiles {
  /** All of them, in the order of their versions. */
  readonly files: readonly TextFile[]
  /** The file with the first step there. */
  readonly up: string
  /** The file with the first step back. */
  readonly down: string
}

/** The convention of a migration tool: how its files are called and how they say what is no transaction. */
export interface Format {
  readonly id: string
  readonly versions: Versions
  /** How many versions the pair takes. */
  count(draft: Draft): number
  /** UserError `unsupported` for what the tool cannot be told. */
  write(draft: Draft, versions: readonly string[]): MigrationFiles
}

/** One part of a draft, as a migration of its own. */
export interface Numbered {
  readonly version: string
  /** `add_orders`, or `add_orders_2` where it is one of several. */
  readonly name: string
  readonly up: Segment | undefined
  readonly down: Segment | undefined
  readonly comments: Draft['comments']
}

/** The parts of a draft with their versions; what is to be known stands in the first on the way. */
export function numbered({ name, parts, comments }: Draft, versions: readonly string[]): readonly Numbered[] {
  const last = parts.length - 1
  return parts.map((part, index) => {
    const place = `Part ${index + 1} of ${parts.length}; the whole was proved, so apply all or roll all back.`
    const about = (lines: readonly string[], first: boolean) => [
      ...(first ? lines : []),
      ...(parts.length > 1 ? [place] : []),
    ]
    return {
      ...part,
      version: versions[index] ?? '',
      name: parts.length > 1 ? `${name}_${index + 1}` : name,
      comments: { up: about(comments.up, index === 0), down: about(comments.down, index === last) },
    }
  })
}

/** What stands where a part has nothing to do on one of the ways. */
export const nothingToDo = 'Nothing to do here: other parts do it.'
