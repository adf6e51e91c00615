import { UserError } from '../base/errors.ts'
import type { LoadOptions } from '../commands/load.ts'

/** The address where the paths of a document start, which is empty when nobody said it. UserError `bad-option`. */
export function specTarget(urls: readonly string[], compare: string | true | undefined): Pick<LoadOptions, 'url'> {
  const [url = '', ...more] = urls
  if (compare !== undefined) throw mistake('The operations of a document cannot be compared. Compare two addresses.')
  if (more.length > 0)
    throw mistake(`--spec takes one address, where the paths of the document start, not ${urls.length}.`)
  return { url }
}

/**
 * The addresses, the value of --compare, which is true when it has none, and that of --data → what to load and what to compare it with. UserError `bad-option`.
 */
export function loadTargets(
  urls: readonly string[],
  compare: string | true | undefined,
  data?: string,
): Pick<LoadOptions, 'url' | 'base'> {
  const [first, second, ...more] = urls
  if (first === undefined) {
    throw mistake('Nothing is named to be loaded. Write an address, such as http://127.0.0.1:3000/users.')
  }
  if (typeof compare === 'string') {
    if (/^https?:/i.test(compare)) {
      throw mistake(`Say --compare after both addresses, the base first: backwright load <base> <candidate> --compare`)
    }
    if (second !== undefined) throw mistake(`${compare} compares with one address, and there are ${urls.length}.`)
    return { url: first, base: { kind: 'saved', path: compare } }
  }
  if (compare === undefined) {
    if (second !== undefined) throw mistake('Two addresses are compared with --compare; else name one.')
    return { url: first }
  }
  if (second === undefined) {
    throw mistake('--compare needs a second address, or the file of a saved run: --compare baseline.json')
  }
  if (more.length > 0) throw mistake(`--compare takes two addresses, not ${urls.length}.`)
  if (data !== undefined) throw mistake('Two addresses are compared with one request. Leave --data out.')
  return { url: second, base: { kind: 'address', url: first } }
}

function mistake(message: string): UserError {
  return new UserError('bad-option', message)
}
