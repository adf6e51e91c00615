import type { Content, RequestBody } from '../api.ts'
import { contentOf } from '../contents.ts'
import { defined } from '../defined.ts'
import { readExample } from '../examples.ts'
import type { Example } from '../schema.ts'
import type { SchemaLibrary } from '../schema-library.ts'
import { at, isObject, type Spot } from '../spot.ts'
import { describedParameters } from './described-parameters.ts'
import { readForm } from './form.ts'
import { readMediaTypes } from './media-types.ts'

/** The body that an operation takes: its parameter `in: body`, or the form that its `formData` parameters make. */
export function readBody(pathItem: Spot, operation: Spot, library: SchemaLibrary): RequestBody | undefined {
  const described = describedParameters(pathItem, operation, library.reader)
  const body = described.find(({ place }) => place === 'body')
  if (body) return readWhole(body.spot, operation, library)
  const fields = described.filter(({ place }) => place === 'formData')
  return fields.length > 0 ? readForm(fields, operation, library) : undefined
}

function readWhole(spot: Spot, operation: Spot, library: SchemaLibrary): RequestBody {
  const { reader } = library
  const consumed = readMediaTypes(operation, 'consumes', library)
  const described = at(spot, 'schema')
  if (described.value === undefined) {
    reader.warn(spot, 'missing-schema', 'The body has no `schema`, and is taken for anything. Write its schema.')
  }
  const schema = described.value === undefined ? {} : library.read(described)
  const mediaTypes = consumed.length > 0 ? consumed : ['application/json']
  const contents = mediaTypes.map((mediaType): Content => contentOf(mediaType, schema, shownExamples(spot, mediaType)))
  return defined<RequestBody>({
    required: reader.flag(spot, 'required') === true,
    description: reader.text(spot, 'description'),
    contents,
  })
}

/** `x-example` is one for every media type, `x-examples` has one for each. */
function shownExamples(spot: Spot, mediaType: string): readonly Example[] {
  const each = at(spot, 'x-examples')
  const own = isObject(each.value) ? at(each, mediaType) : each
  return [at(spot, 'x-example'), own].flatMap((one) => readExample(one) ?? [])
}
