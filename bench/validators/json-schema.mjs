import { pointerOf, resolve } from './pointer.mjs'
import { discriminate, impliedTypes, markedNames, nullable, withoutMarked } from './readings.mjs'

/**
 * Schemas of an OpenAPI document → JSON Schema 2020-12, by the text of the standards alone, or by some of our laws (`laws.mjs`) as well. Independent
 * of src/openapi: the two readings are compared. `direction`, `request` or `response`, is read only by the law of that name.
 */
export function createTranslator(document, laws, direction) {
  const defs = {}
  const places = new Map()
  const context = {
    document,
    laws,
    direction,
    isOld: /^3\.0/.test(String(document.openapi)),
    /** A reference into `$defs`, where the schema at a pointer gets a place. */
    refer(pointer) {
      if (!places.has(pointer)) {
        const name = `d${places.size}`
        places.set(pointer, name)
        defs[name] = translate(resolve(document, pointer), { whole: true, around: [] }, context)
      }
      return `#/$defs/${places.get(pointer)}`
    },
  }
  return {
    defs,
    /** The place of a schema of the document's. */
    add(schema) {
      const name = `s${Object.keys(defs).length}`
      defs[name] = translate(schema, { whole: true, around: [] }, context)
      return `#/$defs/${name}`
    },
  }
}

/** `whole`: the value is described from scratch; `around`: properties that the schemas around this one leave to the other direction. */
function translate(schema, { whole, around }, context) {
  const { laws, isOld } = context
  if (typeof schema === 'boolean') return schema
  const reference = typeof schema.$ref === 'string' ? { $ref: context.refer(pointerOf(schema.$ref)) } : {}
  if (isOld && reference.$ref) return reference
  if (laws.has('files') && schema.format === 'binary') return false
  const said = { ...reference, ...limits(schema), ...inside(schema, { whole, around }, context) }
  const plain = { ...said, ...ofTexts(schema, said, laws) }
  const directed = laws.has('direction') ? withoutMarked(schema, plain, around, context) : plain
  const types = laws.has('type') && whole ? impliedTypes(schema) : []
  const typed = types.length > 0 ? { ...directed, type: types } : directed
  const chosen = discriminate(schema, typed, context)
  return schema.nullable === true && isOld ? nullable(chosen, context) : chosen
}

/** What our laws say of texts; Ajv has a keyword of that name for the one about NUL. */
function ofTexts(schema, said, laws) {
  const isFree = said.enum === undefined && said.const === undefined
  return {
    ...(laws.has('nul') && isFree && { noNul: isOpen(said) }),
    ...(laws.has('encoding') && schema.contentEncoding === 'base64' && { format: 'byte' }),
  }
}

/** Whether nothing is said of what is inside a value, so that it may be anything. */
function isOpen({ properties, items, prefixItems, additionalProperties, allOf, anyOf, oneOf, $ref }) {
  return (properties ?? items ?? prefixItems ?? additionalProperties ?? allOf ?? anyOf ?? oneOf ?? $ref) === undefined
}

const alike =
  'type enum const multipleOf minLength maxLength pattern format minItems maxItems uniqueItems minContains maxContains required minProperties maxProperties dependentRequired'.split(
    ' ',
  )

function limits(schema) {
  const said = picked(schema, alike)
  for (const [limit, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ]) {
    // 3.0 says whether a limit is exclusive, 3.1 has one of its own.
    if (schema[exclusive] === true) said[exclusive] = schema[limit]
    else Object.assign(said, picked(schema, [limit]))
    if (typeof schema[exclusive] === 'number') said[exclusive] = schema[exclusive]
  }
  return said
}

const wholes = ['items', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties']
const parts = ['contains', 'propertyNames', 'not', 'if', 'then', 'else']

function inside(schema, outer, context) {
  const around = [...outer.around, ...(context.laws.has('direction') ? markedNames(schema, context) : [])]
  const alternatives = outer.whole && schema.type === undefined && schema.properties === undefined
  const one =
    (whole, beside = []) =>
    (part) =>
      translate(part, { whole, around: beside }, context)
  const each = (whole, beside) => (list) => list.map(one(whole, beside))
  const named = (whole) => (map) =>
    Object.fromEntries(Object.entries(map).map(([name, part]) => [name, one(whole)(part)]))
  return {
    ...picked(schema, wholes, one(true)),
    ...picked(schema, parts, one(false)),
    ...picked(schema, ['prefixItems'], each(true)),
    ...picked(schema, ['allOf'], each(false, around)),
    ...picked(schema, ['anyOf', 'oneOf'], each(alternatives, around)),
    ...picked(schema, ['properties', 'patternProperties'], named(true)),
    ...picked(schema, ['dependentSchemas'], named(false)),
  }
}

function picked(schema, keys, map = (value) => value) {
  return Object.fromEntries(keys.filter((key) => schema[key] !== undefined).map((key) => [key, map(schema[key])]))
}
