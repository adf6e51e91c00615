import type { Content, Response, ResponseHeader } from '../api.ts'
import { contentOf, mediaTypeOf, type ResponseParts, readResponses as readEach } from '../contents.ts'
import { readExample } from '../examples.ts'
import type { SchemaLibrary } from '../schema-library.ts'
import { at, type Spot } from '../spot.ts'
import { readCollectionFormat } from './collection-format.ts'
import { asBinary, isFile } from './file-schema.ts'
import { foreignKeys } from './foreign-keys.ts'
import { readMediaTypes } from './media-types.ts'
import { readSimpleSchema } from './simple-schema.ts'

/** What an operation answers: each schema in all the media types that it produces. */
export function readResponses(operation: Spot, library: SchemaLibrary): readonly Response[] {
  const produced = readMediaTypes(operation, 'produces', library)
  const parts: ResponseParts = {
    keys: ['description', 'schema', 'headers', 'examples'],
    headers: readHeaders,
    contents: (response) => readContents(response, produced, library),
  }
  return readEach(operation, library, parts)
}

function readContents(response: Spot, produced: readonly string[], library: SchemaLibrary): readonly Content[] {
  const { reader } = library
  foreignKeys(response, 'response', reader)
  const described = at(response, 'schema')
  const file = isFile(described)
  const usual = file ? 'application/octet-stream' : 'application/json'
  const mediaTypes = produced.length > 0 ? produced : [usual]
  const examples = readExamples(response, described.value === undefined ? [] : mediaTypes, library)
  if (described.value === undefined) return []
  const schema = library.read(file ? asBinary(described) : described)
  return mediaTypes.map((mediaType) => {
    const content = contentOf(mediaType, schema, examples(mediaType))
    // A file is its bytes, be they JSON.
    return file && content.format !== 'text' ? { ...content, format: 'bytes' } : content
  })
}

/** The examples by media type. Those of types that are not produced are told of. */
function readExamples(response: Spot, mediaTypes: readonly string[], { reader }: SchemaLibrary) {
  const examples = reader.members(response, 'examples')
  for (const [name, spot] of examples.filter(([name]) => !mediaTypes.includes(mediaTypeOf(name)))) {
    const message = `The example is passed over: the response has nothing of the type ${name}.`
    reader.warn(spot, 'unused-example', message)
  }
  return (mediaType: string) =>
    examples.filter(([name]) => mediaTypeOf(name) === mediaType).flatMap(([, spot]) => readExample(spot) ?? [])
}

function readHeaders(response: Spot, library: SchemaLibrary): readonly ResponseHeader[] {
  const { reader } = library
  return reader.members(response, 'headers').flatMap(([name, spot]): readonly ResponseHeader[] => {
    // The content type has its own place, and a header of that name is to be ignored.
    const header = name.toLowerCase() === 'content-type' ? undefined : reader.follow(spot)
    if (!header || !reader.object(header, 'A header')) return []
    const schema = readSimpleSchema(header, 'The header', library)
    if (schema.types?.includes('array') && readCollectionFormat(header, false, library) !== 'csv') {
      const message = 'The list is sent with commas: other formats of response headers are not supported.'
      reader.warn(at(header, 'collectionFormat'), 'unsupported-format', message)
    }
    return [{ name: name.toLowerCase(), required: false, schema }]
  })
}
