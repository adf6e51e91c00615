import { UserError } from '../base/errors.ts'
import type { Rename } from './delta.ts'
import type { Pair } from './pair.ts'

/** `users.name:users.full_name`, with or without the schema → a rename. UserError `bad-option`. */
export function parseRename(text: string): Rename {
  const [from = '', to = '', ...others] = text.split(':')
  if (from === '' || to === '' || others.length > 0) {
    throw new UserError(
      'bad-option',
      `${JSON.stringify(text)} is no rename. Write OLD:NEW, such as users.name:users.full_name.`,
    )
  }
  return { from, to }
}

/** The renames of the user as the candidates call them. UserError `bad-option` for one that is none, with those that could be. */
export function chooseRenames(renames: readonly Rename[], { up }: Pair): readonly Rename[] {
  return renames.map((rename) => {
    const found = up.renameCandidates.find(({ from, to }) => isCalled(from, rename.from) && isCalled(to, rename.to))
    if (found) return { from: found.from, to: found.to }
    const offers = up.renameCandidates.map(({ from, to }) => `${from}:${to}`)
    const hint = offers.length > 0 ? `Possible here: ${offers.join(', ')}.` : 'Nothing goes here whose like comes.'
    throw new UserError('bad-option', `${rename.from}:${rename.to} is no rename between these schemas. ${hint}`)
  })
}

/** `public.` and any other schema may be left out. */
function isCalled(full: string, name: string): boolean {
  return full === name || full.slice(full.indexOf('.') + 1) === name
}
