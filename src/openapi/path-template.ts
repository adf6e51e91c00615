import type { Parameter, PathPart } from './api.ts'
import type { Reader } from './reader.ts'
import type { Spot } from './spot.ts'

/** `/a/{b}.json` → `/a/`, b, `.json`. */
export function parseTemplate(path: string): readonly PathPart[] {
  return path
    .split(/(\{[^{}]+\})/)
    .filter((part) => part !== '')
    .map((part) =>
      /^\{[^{}]+\}$/.test(part) ? { kind: 'parameter', name: part.slice(1, -1) } : { kind: 'text', text: part },
    )
}

/** Each parameter in the path has its description, and none is described that is not there. */
export function matchTemplate(
  template: readonly PathPart[],
  parameters: readonly Parameter[],
  spot: Spot,
  reader: Reader,
): readonly Parameter[] {
  const names = template.flatMap((part) => (part.kind === 'parameter' ? [part.name] : []))
  const described = new Set(parameters.filter(({ place }) => place === 'path').map(({ name }) => name))
  const [there, twice] = [new Set(names), repeated(names)]
  for (const name of [...described].filter((name) => !there.has(name))) {
    reader.warn(spot, 'unknown-path-parameter', `The path has no {${name}}: the parameter is passed over.`)
  }
  for (const name of twice) {
    reader.error(spot, 'duplicate-parameter', `The path has {${name}} twice. Give each its own name.`)
  }
  const missing = names.filter((name) => !described.has(name))
  for (const name of missing) {
    reader.warn(
      spot,
      'missing-path-parameter',
      `{${name}} is not among the parameters, and is taken for any text. Describe it.`,
    )
  }
  return [
    ...parameters.filter(({ place, name }) => place !== 'path' || there.has(name)),
    ...missing.map((name) => anyText(name, spot)),
  ]
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>()
  return new Set(names.filter((name) => seen.size === seen.add(name).size))
}

function anyText(name: string, spot: Spot): Parameter {
  return {
    place: 'path',
    name,
    required: true,
    deprecated: false,
    schema: { types: ['string'] },
    encoding: {
      kind: 'style',
      style: 'simple',
      explode: false,
      allowReserved: false,
      shape: { kind: 'scalar', types: ['string'] },
    },
    pointer: spot.pointer,
  }
}
