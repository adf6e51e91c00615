import type { Reader } from '../reader.ts'
import { at, type Spot } from '../spot.ts'
import { foreignKeys } from './foreign-keys.ts'

const places = ['path', 'query', 'header', 'formData', 'body'] as const

/** A parameter in Swagger 2.0's sense, which the body and each field of a form are too. */
export interface Described {
  readonly place: (typeof places)[number]
  readonly name: string
  readonly spot: Spot
}

/** An operation's parameters with those of its path, which it may replace. A request has one body: the operation's replaces any. */
export function describedParameters(pathItem: Spot, operation: Spot, reader: Reader): readonly Described[] {
  const own = describedIn(operation, reader)
  const replaced = new Set(own.map(identity))
  const kept = describedIn(pathItem, reader).filter((one) => !replaced.has(identity(one)))
  const all = [...kept.filter(besides(own)), ...own]
  const bodies = all.filter(({ place }) => place === 'body')
  const [field] = all.filter(({ place }) => place === 'formData')
  for (const { spot } of bodies.slice(1)) reader.error(spot, 'duplicate-body', 'A request has one body. Remove one.')
  if (field && bodies[0]) {
    const message = 'A request has either a body or a form: make the `in: formData` parameters properties of the body.'
    reader.error(bodies[0].spot, 'body-and-form', message)
  }
  return all
}

/** Whether a parameter of the path stands beside the operation's own. The fields of one form add up, wherever each is described. */
function besides(own: readonly Described[]): (one: Described) => boolean {
  const hasBody = own.some(({ place }) => place === 'body')
  const hasForm = own.some(({ place }) => place === 'formData')
  return ({ place }) => (place === 'body' ? !hasBody && !hasForm : place !== 'formData' || !hasBody)
}

/** Two of one place and name are the same parameter. */
function identity({ place, name }: Described): string {
  return `${place} ${name}`
}

function describedIn(spot: Spot, reader: Reader): readonly Described[] {
  const found = new Map<string, Described>()
  for (const element of reader.elements(spot, 'parameters')) {
    const target = reader.follow(element)
    const described = target && readDescribed(target, reader)
    if (!described) continue
    if (found.has(identity(described))) {
      const message = `The ${described.place} parameter ${described.name} is there twice. Remove one.`
      reader.error(element, 'duplicate-parameter', message)
    } else found.set(identity(described), described)
  }
  return [...found.values()]
}

const keys =
  `name in description required schema type format allowEmptyValue items collectionFormat default enum multipleOf
  maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems`.split(
    /\s+/,
  )

function readDescribed(spot: Spot, reader: Reader): Described | undefined {
  if (!reader.object(spot, 'A parameter')) return undefined
  foreignKeys(spot, 'parameter', reader)
  reader.knowing(spot, keys)
  const name = reader.text(spot, 'name')
  const place = readPlace(spot, reader)
  if (name === undefined) reader.error(spot, 'missing-key', 'A parameter needs `name`.')
  return name === undefined || place === undefined ? undefined : { place, name, spot }
}

function readPlace(spot: Spot, reader: Reader): Described['place'] | undefined {
  const { value } = at(spot, 'in')
  const place = places.find((one) => one === value)
  const advice = value === 'cookie' ? ' Swagger 2.0 has no cookie parameters: OpenAPI 3 has.' : ''
  if (!place) reader.error(spot, 'missing-key', `A parameter needs \`in\`: ${places.join(', ')}.${advice}`)
  return place
}
