import { followed, pointerOf } from './pointer.mjs'

/** What a discriminator means. The generator of instances reads the hint; Ajv passes it over, but for the law. */
export function discriminate(schema, plain, { laws, refer }) {
  const { propertyName: property, mapping: stated = {} } = schema.discriminator ?? {}
  const members = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]
  if (property === undefined || members.length === 0 || members.some(({ $ref }) => $ref === undefined)) return plain
  const pointer = (to) => pointerOf(/[#/]/.test(to) ? to : `#/components/schemas/${to}`)
  const mapping = Object.fromEntries(Object.entries(stated).map(([value, to]) => [value, refer(pointer(to))]))
  for (const { $ref } of members) {
    const place = refer(pointerOf($ref))
    if (!Object.values(mapping).includes(place)) mapping[$ref.split('/').at(-1)] = place
  }
  const hinted = { ...plain, hint: { property, mapping } }
  if (!laws.has('discriminator')) return hinted
  const { oneOf, anyOf, ...rest } = hinted
  const chosen = Object.entries(mapping).map(([value, $ref]) => ({
    if: { properties: { [property]: { const: value } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref },
  }))
  const known = { type: 'object', required: [property], properties: { [property]: { enum: Object.keys(mapping) } } }
  return { ...rest, allOf: [...(rest.allOf ?? []), known, ...chosen] }
}

/** OpenAPI 3.0.3: "A true value adds "null" to the allowed type specified by the type keyword, only if type is explicitly defined". */
export function nullable(plain, { laws }) {
  const byLetter = plain.type === undefined ? plain : { ...plain, type: [plain.type, 'null'].flat() }
  return laws.has('nullable') ? { anyOf: [byLetter, { type: 'null' }] } : byLetter
}

/** The properties, of a schema and of all that it is made of, that are not for this direction. */
export function markedNames(schema, context, seen = []) {
  if (typeof schema !== 'object') return []
  const names = Object.entries(schema.properties ?? {})
    .filter(([, property]) => isMarked(property, context))
    .map(([name]) => name)
  const target = schema.$ref !== undefined && !seen.includes(schema.$ref) && followed(context.document, schema)
  return [
    ...names,
    ...(target ? markedNames(target, context, [...seen, schema.$ref]) : []),
    ...(schema.allOf ?? []).flatMap((part) => markedNames(part, context, seen)),
  ]
}

function isMarked(property, { document, direction, isOld }) {
  const mark = direction === 'request' ? 'readOnly' : 'writeOnly'
  const isAlone = isOld && property.$ref !== undefined
  return (property[mark] === true && !isAlone) || followed(document, property)[mark] === true
}

/** The schema as it is for one direction: what belongs to the other may be anything, and need not be there. */
export function withoutMarked(schema, plain, around, context) {
  const gone = new Set([...around, ...markedNames(schema, context)])
  const stays = (entries) => Object.fromEntries(Object.entries(entries).filter(([name]) => !gone.has(name)))
  const properties = Object.entries(plain.properties ?? {}).map(([name, inner]) => [
    name,
    isMarked(schema.properties[name], context) ? true : inner,
  ])
  return {
    ...plain,
    ...(plain.properties && { properties: Object.fromEntries(properties) }),
    ...(plain.required && { required: plain.required.filter((name) => !gone.has(name)) }),
    ...(plain.dependentRequired && { dependentRequired: stays(plain.dependentRequired) }),
  }
}

const groups = {
  object:
    /^(properties|patternProperties|additionalProperties|propertyNames|required|(min|max)Properties|dependent|unevaluatedProperties)/,
  array: /^(items|prefixItems|contains|(min|max)Items|uniqueItems|unevaluatedItems)/,
  string: /^((min|max)Length|pattern|format|contentEncoding)/,
  number: /^(minimum|maximum|exclusive|multipleOf)/,
}

/** The types of which a schema speaks, when neither it nor what it is made of says a type. */
export function impliedTypes(schema) {
  const all = [schema, ...(schema.allOf ?? [])]
  const says = ({ $ref, type, enum: list, const: one, anyOf, oneOf }) => $ref ?? type ?? list ?? one ?? anyOf ?? oneOf
  if (all.some((part) => says(part) !== undefined)) return []
  const keys = all.flatMap((part) => Object.keys(part).filter((key) => key !== 'format' && part[key] !== false))
  const formats = all.flatMap(({ format }) => format ?? [])
  const ofFormats = formats.map((format) => (/^(u?int\d+|float|double)$/.test(format) ? 'number' : 'string'))
  return Object.keys(groups).filter((type) => keys.some((key) => groups[type].test(key)) || ofFormats.includes(type))
}
