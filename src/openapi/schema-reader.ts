import { defined } from './defined.ts'
import type { Dialect } from './dialect.ts'
import { discriminator } from './discriminator.ts'
import { readExample } from './examples.ts'
import { impliedTypes } from './implied-type.ts'
import { arrayLimits, numberLimits, objectLimits, textLimits } from './limits.ts'
import type { Reader } from './reader.ts'
import type { Json, JsonType, Schema } from './schema.ts'
import { keywords } from './schema-keywords.ts'
import { readTypes } from './schema-types.ts'
import { at, isObject, kindOf, type Spot } from './spot.ts'

/** What reading a schema needs besides the schema. */
export interface SchemaContext {
  readonly reader: Reader
  /** Before 3.1 nothing beside a `$ref` counts. */
  readonly dialect: Dialect
  /** The name under which the target of a `$ref` will be found. */
  refer(target: Spot): string
  /** `whole`: a value is described from scratch, so that a forgotten `type` can be inferred; a part of an allOf is not whole. */
  read(spot: Spot, whole?: boolean): Schema
}

/** JSON Schema in any dialect of OpenAPI's → the one normal form. */
export function readSchema(spot: Spot, whole: boolean, context: SchemaContext): Schema {
  const { reader } = context
  if (spot.value === true) return {}
  if (spot.value === false) return { never: true }
  if (!isObject(spot.value)) {
    const advice = typeof spot.value === 'string' ? ` Write \`type: ${spot.value}\` on a line of its own.` : ''
    reader.error(spot, 'wrong-type', `A schema must be an object, and this is ${kindOf(spot.value)}.${advice}`)
    return {}
  }
  const ref = reference(spot, context)
  if (ref !== undefined && context.dialect !== '3.1') return { ref }
  reader.knowing(spot, keywords)
  const schema = { ...validation(spot, whole, context), ...(ref !== undefined && { ref }) }
  const typed = whole ? inferType(spot, schema, reader) : schema
  const nullable = isNullable(spot, context)
  return { ...(nullable ? orNull(typed) : typed), ...annotations(spot, reader) }
}

/** Swagger 2.0 has no word for it; this one is what most tools know. */
function isNullable(spot: Spot, { reader, dialect }: SchemaContext): boolean {
  return reader.flag(spot, 'nullable') === true || (dialect === '2.0' && reader.flag(spot, 'x-nullable') === true)
}

function reference(spot: Spot, { reader, refer }: SchemaContext): string | undefined {
  const ref = at(spot, '$ref').value !== undefined ? at(spot, '$ref') : at(spot, '$dynamicRef')
  if (ref.value === undefined) return undefined
  const target = reader.target(ref)
  return target && refer(target)
}

function validation(spot: Spot, whole: boolean, context: SchemaContext): Schema {
  const { reader, read } = context
  const types = readTypes(spot, reader)
  const values = readValues(spot, reader)
  // Alternatives describe the value from scratch when nothing around them does.
  const alternatives = whole && types === undefined && at(spot, 'properties').value === undefined
  const list = (key: string, each: boolean): readonly Schema[] | undefined =>
    at(spot, key).value === undefined ? undefined : reader.elements(spot, key).map((one) => read(one, each))
  const one = (key: string): Schema | undefined =>
    at(spot, key).value === undefined ? undefined : read(at(spot, key), false)
  const condition = one('if')
  return defined<Schema>({
    types,
    values,
    number: numberLimits(spot, types, reader),
    text: textLimits(spot, types, reader),
    array: arrayLimits(spot, context),
    object: objectLimits(spot, context),
    allOf: list('allOf', false),
    anyOf: list('anyOf', alternatives),
    oneOf: list('oneOf', alternatives),
    not: one('not'),
    condition: condition && defined({ if: condition, ifSo: one('then'), ifNot: one('else') }),
    discriminator: discriminator(spot, context),
  })
}

function readValues(spot: Spot, reader: Reader): readonly Json[] | undefined {
  if (at(spot, 'const').value !== undefined) return [at(spot, 'const').value as Json]
  if (at(spot, 'enum').value === undefined) return undefined
  return reader.elements(spot, 'enum').map(({ value }) => value as Json)
}

function inferType(spot: Spot, schema: Schema, reader: Reader): Schema {
  const types = impliedTypes(schema)
  if (types === undefined) return schema
  reader.warn(
    spot,
    'missing-type',
    `The schema has no \`type\`, and is taken for ${types.join(' or ')}. Write the type.`,
  )
  return { ...schema, types }
}

/** `nullable` admits null even beside an enum or an allOf that does not: that is how it is written and meant. */
function orNull(schema: Schema): Schema {
  const plain = !schema.ref && !schema.allOf && !schema.anyOf && !schema.oneOf && !schema.not && !schema.condition
  if (!plain) return { anyOf: [schema, { types: ['null'] }] }
  return {
    ...schema,
    ...(schema.types && { types: [...new Set<JsonType>([...schema.types, 'null'])] }),
    ...(schema.values && { values: schema.values.includes(null) ? schema.values : [...schema.values, null] }),
  }
}

function annotations(spot: Spot, reader: Reader): Schema {
  const yes = (key: string): true | undefined => (reader.flag(spot, key) ? true : undefined)
  return defined<Schema>({
    title: reader.text(spot, 'title'),
    description: reader.text(spot, 'description'),
    deprecated: yes('deprecated'),
    readOnly: yes('readOnly'),
    writeOnly: yes('writeOnly'),
    default: at(spot, 'default').value as Json | undefined,
    example: readExample(at(spot, 'example')) ?? readExample(at(at(spot, 'examples'), 0)),
  })
}
