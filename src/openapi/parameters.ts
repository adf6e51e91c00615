import { allowEmpty } from './allow-empty.ts'
import type { Parameter, ParameterEncoding, ParameterPlace, ParameterStyle } from './api.ts'
import { mediaTypeOf } from './contents.ts'
import { defined } from './defined.ts'
import { readExamples } from './examples.ts'
import type { Reader } from './reader.ts'
import type { Schema } from './schema.ts'
import type { SchemaLibrary } from './schema-library.ts'
import { shapeOf } from './shape.ts'
import { at, type Spot } from './spot.ts'

const places: readonly ParameterPlace[] = ['path', 'query', 'header', 'cookie']

const styles: Readonly<Record<ParameterPlace, readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
}

/** Content negotiation and authentication are described elsewhere: parameters of these names are to be ignored. */
const describedElsewhere = ['accept', 'content-type', 'authorization']

/** An operation's parameters with those of its path, which it may replace. */
export function readParameters(pathItem: Spot, operation: Spot, library: SchemaLibrary): readonly Parameter[] {
  const shared = parametersIn(pathItem, library)
  const own = parametersIn(operation, library)
  const replaced = new Set(own.map(identity))
  return [...shared.filter((one) => !replaced.has(identity(one))), ...own]
}

function parametersIn(spot: Spot, library: SchemaLibrary): readonly Parameter[] {
  const found = new Map<string, Parameter>()
  for (const element of library.reader.elements(spot, 'parameters')) {
    const target = library.reader.follow(element)
    const parameter = target && readParameter(target, library)
    if (!parameter) continue
    if (found.has(identity(parameter))) {
      const message = `The ${parameter.place} parameter ${parameter.name} is there twice. Remove one.`
      library.reader.error(element, 'duplicate-parameter', message)
    } else found.set(identity(parameter), parameter)
  }
  return [...found.values()]
}

/** Two of one place and name are the same parameter. */
function identity({ place, name }: Parameter): string {
  return `${place} ${name}`
}

const keys =
  'name in description required deprecated allowEmptyValue style explode allowReserved schema example examples content'.split(
    ' ',
  )

function readParameter(spot: Spot, library: SchemaLibrary): Parameter | undefined {
  const { reader } = library
  if (!reader.object(spot, 'A parameter')) return undefined
  reader.knowing(spot, keys)
  const name = reader.text(spot, 'name')
  const place = readPlace(spot, reader)
  if (name === undefined) reader.error(spot, 'missing-key', 'A parameter needs `name`.')
  if (name === undefined || place === undefined) return undefined
  if (place === 'header' && describedElsewhere.includes(name.toLowerCase())) return undefined
  const { schema, encoding } = readEncoding(spot, place, library)
  const [content] = reader.members(spot, 'content')
  const examples = readExamples(content ? content[1] : spot, reader)
  return defined<Parameter>({
    place,
    name: place === 'header' ? name.toLowerCase() : name,
    required: place === 'path' || reader.flag(spot, 'required') === true,
    description: reader.text(spot, 'description'),
    deprecated: reader.flag(spot, 'deprecated') === true,
    schema,
    examples: examples.length > 0 ? examples : undefined,
    encoding,
    pointer: spot.pointer,
  })
}

function readPlace(spot: Spot, reader: Reader): ParameterPlace | undefined {
  const { value } = at(spot, 'in')
  if (places.includes(value as ParameterPlace)) return value as ParameterPlace
  reader.error(spot, 'missing-key', `A parameter needs \`in\`: ${places.join(', ')}.`)
  return undefined
}

function readEncoding(
  spot: Spot,
  place: ParameterPlace,
  library: SchemaLibrary,
): { readonly schema: Schema; readonly encoding: ParameterEncoding } {
  const { reader } = library
  const [content] = reader.members(spot, 'content')
  if (content) {
    const [mediaType, media] = content
    const schema = at(media, 'schema').value === undefined ? {} : library.read(at(media, 'schema'))
    return { schema, encoding: { kind: 'content', mediaType: mediaTypeOf(mediaType) } }
  }
  if (at(spot, 'schema').value === undefined) {
    reader.warn(spot, 'missing-schema', 'The parameter has no `schema`, and is taken for any text. Write its schema.')
  }
  const stated: Schema =
    at(spot, 'schema').value === undefined ? { types: ['string'] } : library.read(at(spot, 'schema'))
  const schema = place === 'query' ? allowEmpty(spot, stated, reader) : stated
  const style = readStyle(spot, place, reader)
  const explode = reader.flag(spot, 'explode') ?? style === 'form'
  const allowReserved = reader.flag(spot, 'allowReserved') === true
  return {
    schema,
    encoding: { kind: 'style', style, explode, allowReserved, shape: shapeOf(schema, style, library.find) },
  }
}

function readStyle(spot: Spot, place: ParameterPlace, reader: Reader): ParameterStyle {
  const allowed = styles[place]
  const usual = allowed[0] ?? 'simple'
  const style = at(spot, 'style')
  if (style.value === undefined) return usual
  if (allowed.includes(style.value as ParameterStyle)) return style.value as ParameterStyle
  const message = `A ${place} parameter has the style ${allowed.join(', ')}, and not ${JSON.stringify(style.value)}.`
  reader.error(style, 'bad-style', message)
  return usual
}
