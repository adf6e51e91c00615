import type { Dialect } from './dialect.ts'
import type { Reader } from './reader.ts'
import { at, isObject, type Spot } from './spot.ts'

/** The http and https addresses at which the document says that it is served, in its order; what is no address is passed over. */
export function readServers({ root }: Reader, dialect: Dialect): readonly string[] {
  const texts = dialect === '2.0' ? [hostOf(root)] : listOf(at(root, 'servers')).map(filledIn)
  return texts.filter((text) => /^https?:\/\/[^/?#]/i.test(text) && URL.canParse(text))
}

function listOf(spot: Spot): readonly Spot[] {
  return Array.isArray(spot.value) ? spot.value.map((_, index) => at(spot, index)) : []
}

/** Variables have their defaults. */
function filledIn(server: Spot): string {
  const variables = at(server, 'variables')
  return textAt(server, 'url').replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    isObject(variables.value) ? textAt(at(variables, name), 'default') || whole : whole,
  )
}

function hostOf(root: Spot): string {
  const [scheme] = listOf(at(root, 'schemes'))
  return `${typeof scheme?.value === 'string' ? scheme.value : 'https'}://${textAt(root, 'host')}${textAt(root, 'basePath')}`
}

function textAt(spot: Spot, key: string): string {
  const { value } = at(spot, key)
  return typeof value === 'string' ? value : ''
}
