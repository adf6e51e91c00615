import { allowEmpty } from '../allow-empty.ts'
import type { FormList, RequestBody } from '../api.ts'
import { contentOf } from '../contents.ts'
import { defined } from '../defined.ts'
import type { Property, Schema } from '../schema.ts'
import type { SchemaLibrary } from '../schema-library.ts'
import { at, type Spot } from '../spot.ts'
import { listElements, listIn, readCollectionFormat } from './collection-format.ts'
import type { Described } from './described-parameters.ts'
import { asBinary, isFile } from './file-schema.ts'
import { readMediaTypes } from './media-types.ts'
import { readSimpleSchema } from './simple-schema.ts'

/** `formData` parameters → a body whose members they are. */
export function readForm(fields: readonly Described[], operation: Spot, library: SchemaLibrary): RequestBody {
  const { reader } = library
  const properties = fields.map(({ name, spot }): Property => ({ name, schema: readField(spot, library) }))
  const required = fields.filter(({ spot }) => reader.flag(spot, 'required') === true).map(({ name }) => name)
  const schema: Schema = { types: ['object'], object: { properties, ...(required.length > 0 && { required }) } }
  const lists = properties.flatMap((property, index) => readList(property, fields[index]?.spot, library))
  const mediaTypes = formMediaTypes(fields, operation, library)
  return {
    required: required.length > 0,
    contents: mediaTypes.map((mediaType) => ({
      ...contentOf(mediaType, schema),
      ...(lists.length > 0 && { lists }),
    })),
  }
}

function readField(spot: Spot, library: SchemaLibrary): Schema {
  const description = library.reader.text(spot, 'description')
  const schema = readSimpleSchema(isFile(spot) ? asBinary(spot) : spot, 'The field', library)
  return defined<Schema>({ ...allowEmpty(spot, schema, library.reader), description })
}

function readList({ name, schema }: Property, spot: Spot | undefined, library: SchemaLibrary): readonly FormList[] {
  if (!spot || !schema.types?.includes('array')) return []
  const format = readCollectionFormat(spot, true, library)
  return [{ name, list: listIn(format, listElements(spot, schema, library)) }]
}

const urlencoded = 'application/x-www-form-urlencoded'

function isMultipart(mediaType: string): boolean {
  return mediaType.startsWith('multipart/')
}

/** Files need multipart; without a word on it other forms are urlencoded. */
function formMediaTypes(fields: readonly Described[], operation: Spot, library: SchemaLibrary): readonly string[] {
  const { reader } = library
  const file = fields.find(({ spot }) => isFile(spot))
  const consumed = readMediaTypes(operation, 'consumes', library)
  const fitting = consumed.filter((name) => name === urlencoded || isMultipart(name))
  if (fitting.some(isMultipart) || (!file && fitting.length > 0)) return fitting
  const usual = file ? 'multipart/form-data' : urlencoded
  if (consumed.length > 0) {
    const owner = at(operation, 'consumes').value === undefined ? operation : at(operation, 'consumes')
    const what = file ? 'A form with a file' : 'A form'
    const message = `${what} cannot be sent as ${consumed.join(' or ')}, and is read as ${usual}. Write \`consumes: [${usual}]\`.`
    reader.warn(owner, 'form-media-type', message)
  }
  return [usual]
}
