import type { Content, ContentFormat, RequestBody, Response, ResponseHeader } from './api.ts'
import { defined } from './defined.ts'
import { readExamples } from './examples.ts'
import type { Example, Schema } from './schema.ts'
import type { SchemaLibrary } from './schema-library.ts'
import { at, type Spot } from './spot.ts'

/** The body that an operation takes, or undefined for none. */
export function readBody(operation: Spot, library: SchemaLibrary): RequestBody | undefined {
  const { reader } = library
  const spot = at(operation, 'requestBody')
  const body = spot.value === undefined ? undefined : reader.follow(spot)
  if (!body || !reader.object(body, 'A request body')) return undefined
  reader.knowing(body, ['description', 'content', 'required'])
  const contents = readContents(body, library)
  if (contents.length === 0) {
    reader.warn(body, 'missing-content', 'The request body has no `content`, and is passed over.')
    return undefined
  }
  return defined<RequestBody>({
    required: reader.flag(body, 'required') === true,
    description: reader.text(body, 'description'),
    contents,
  })
}

/** How one version of OpenAPI describes what is in a response. */
export interface ResponseParts {
  readonly keys: readonly string[]
  headers(response: Spot, library: SchemaLibrary): readonly ResponseHeader[]
  contents(response: Spot, library: SchemaLibrary): readonly Content[]
}

const ownParts: ResponseParts = {
  keys: ['description', 'headers', 'content', 'links'],
  headers: readHeaders,
  contents: readContents,
}

/** What an operation answers, in the document's order. */
export function readResponses(operation: Spot, library: SchemaLibrary, parts = ownParts): readonly Response[] {
  const { reader } = library
  const responses = reader.members(operation, 'responses').filter(([status]) => !status.startsWith('x-'))
  if (responses.length === 0)
    reader.warn(operation, 'missing-responses', 'The operation says nothing of its responses.')
  return responses.flatMap(([code, spot]) => {
    const status = readStatus(code)
    if (status === undefined) {
      reader.error(spot, 'bad-status', `${code} is no status: write 100 to 599, 1XX to 5XX, or default.`)
      return []
    }
    const response = reader.follow(spot)
    if (!response || !reader.object(response, 'A response')) return []
    reader.knowing(response, parts.keys)
    return {
      status,
      description: reader.text(response, 'description') ?? '',
      headers: parts.headers(response, library),
      contents: parts.contents(response, library),
    }
  })
}

function readStatus(code: string): Response['status'] | undefined {
  if (code === 'default') return code
  if (/^[1-5]XX$/i.test(code)) return code.toUpperCase() as Response['status']
  return /^[1-5]\d\d$/.test(code) ? Number(code) : undefined
}

function readHeaders(response: Spot, library: SchemaLibrary): readonly ResponseHeader[] {
  const { reader } = library
  return reader.members(response, 'headers').flatMap(([name, spot]) => {
    // The content type has its own place, and a header of that name is to be ignored.
    const header = name.toLowerCase() === 'content-type' ? undefined : reader.follow(spot)
    if (!header || !reader.object(header, 'A header')) return []
    const [content] = reader.members(header, 'content')
    const schema = at(content?.[1] ?? header, 'schema')
    return {
      name: name.toLowerCase(),
      required: reader.flag(header, 'required') === true,
      schema: schema.value === undefined ? ({ types: ['string'] } satisfies Schema) : library.read(schema),
    }
  })
}

/** Each media type once; a second spelling of the same one is passed over. */
function readContents(spot: Spot, library: SchemaLibrary): readonly Content[] {
  const { reader } = library
  const contents = new Map<string, Content>()
  for (const [name, media] of reader.members(spot, 'content')) {
    if (!reader.object(media, 'A media type')) continue
    reader.knowing(media, ['schema', 'example', 'examples', 'encoding', 'itemSchema'])
    const mediaType = mediaTypeOf(name)
    const schema = at(media, 'schema').value === undefined ? {} : library.read(at(media, 'schema'))
    if (contents.has(mediaType)) continue
    contents.set(mediaType, contentOf(mediaType, schema, readExamples(media, reader)))
  }
  return [...contents.values()]
}

/** What is sent as a media type, which is as `mediaTypeOf` gives it. */
export function contentOf(mediaType: string, schema: Schema, examples: readonly Example[] = []): Content {
  return { mediaType, format: formatOf(mediaType, schema), schema, ...(examples.length > 0 && { examples }) }
}

/** `Application/JSON; charset=utf-8` → `application/json`. */
export function mediaTypeOf(name: string): string {
  return (name.split(';')[0] ?? '').trim().toLowerCase()
}

function formatOf(mediaType: string, schema: Schema): ContentFormat {
  if (/[/+]json$/.test(mediaType)) return 'json'
  if (mediaType === 'application/x-www-form-urlencoded') return 'form'
  if (mediaType.startsWith('multipart/')) return 'multipart'
  if (mediaType.startsWith('text/') || /[/+](xml|yaml|x-yaml|javascript)$/.test(mediaType)) return 'text'
  // Those who leave the type open mean JSON, unless they describe a file.
  const isFile = schema.text?.format === 'binary'
  return (mediaType === '*/*' || mediaType === 'application/*') && !isFile ? 'json' : 'bytes'
}
