import type { Target } from './plan.ts'

/** Which requests are meant, by either `path`, of any host, or `url`; with any method when none is said. */
export interface Endpoint {
  readonly path?: string | undefined
  readonly url?: string | undefined
  readonly method?: string | undefined
}

/** `GET /users`, as it is to be told. */
export function endpointText({ path, url, method }: Endpoint): string {
  return `${method ? `${method.toUpperCase()} ` : ''}${path ?? url ?? ''}`
}

/** `{id}` in a path stands for any one segment; a query has to be the same, if one is said. */
export function covers({ path, url, method }: Endpoint, target: Pick<Target, 'url' | 'method'>): boolean {
  const asked = new URL(target.url)
  const named = new URL(url ?? path ?? '', asked)
  return (
    named.origin === asked.origin &&
    (method === undefined || method.toUpperCase() === target.method.toUpperCase()) &&
    (named.search === '' || named.search === asked.search) &&
    coversPath(segmentsOf(named), segmentsOf(asked))
  )
}

function coversPath(named: readonly string[], asked: readonly string[]): boolean {
  return (
    named.length === asked.length &&
    named.every((segment, index) => segment === asked[index] || (/^\{[^{}]+\}$/.test(segment) && asked[index] !== ''))
  )
}

/** Decoded each, because `%7e` and `~` are the same, and the braces of a parameter are not written so. */
function segmentsOf({ pathname }: URL): readonly string[] {
  return pathname.split('/').map((segment) => {
    try {
      return decodeURIComponent(segment)
    } catch {
      // A % that is only a %.
      return segment
    }
  })
}
