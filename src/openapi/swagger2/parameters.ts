import { allowEmpty } from '../allow-empty.ts'
import type { Parameter, ParameterEncoding, ParameterPlace } from '../api.ts'
import { defined } from '../defined.ts'
import type { Schema } from '../schema.ts'
import type { SchemaLibrary } from '../schema-library.ts'
import { shapeOf } from '../shape.ts'
import type { Spot } from '../spot.ts'
import { listElements, readCollectionFormat, styleOf } from './collection-format.ts'
import { type Described, describedParameters } from './described-parameters.ts'
import { readSimpleSchema } from './simple-schema.ts'

/** The parameters of an operation that are neither its body nor of its form. */
export function readParameters(pathItem: Spot, operation: Spot, library: SchemaLibrary): readonly Parameter[] {
  return describedParameters(pathItem, operation, library.reader).flatMap((described) => {
    const { place } = described
    return place === 'body' || place === 'formData' ? [] : (readParameter(described, place, library) ?? [])
  })
}

/** `consumes` and `produces` speak of these, with all the spellings of a media type. */
const saidElsewhere: Readonly<Record<string, string>> = { accept: 'produces', 'content-type': 'consumes' }

/** What is sent outside the body. */
interface Placed {
  readonly spot: Spot
  readonly place: ParameterPlace
}

function readParameter(described: Described, place: ParameterPlace, library: SchemaLibrary): Parameter | undefined {
  const { reader } = library
  const { spot } = described
  const name = place === 'header' ? described.name.toLowerCase() : described.name
  if (place === 'header' && Object.hasOwn(saidElsewhere, name)) {
    const message = `The header ${described.name} is passed over: write its media types into \`${saidElsewhere[name]}\`.`
    reader.warn(spot, 'media-type-header', message)
    return undefined
  }
  const stated = readSimpleSchema(spot, 'The parameter', library)
  const schema = place === 'query' ? allowEmpty(spot, stated, reader) : stated
  return defined<Parameter>({
    place,
    name,
    required: place === 'path' || reader.flag(spot, 'required') === true,
    description: reader.text(spot, 'description'),
    deprecated: false,
    schema,
    encoding: readEncoding({ spot, place }, schema, library),
    pointer: spot.pointer,
  })
}

function readEncoding({ spot, place }: Placed, schema: Schema, library: SchemaLibrary): ParameterEncoding {
  const usual = place === 'query' ? 'form' : 'simple'
  const shape = shapeOf(schema, usual, library.find)
  const rest = { kind: 'style', allowReserved: false } as const
  if (shape.kind !== 'array') return { ...rest, style: usual, explode: usual === 'form', shape }
  const format = readCollectionFormat(spot, place === 'query', library)
  const elements = listElements(spot, schema, library)
  return {
    ...rest,
    style: styleOf(format) ?? usual,
    explode: format === 'multi',
    shape: { kind: 'array', ...elements },
  }
}
