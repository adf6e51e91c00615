/**
 * Schemas of an OpenAPI document → JSON Schema 2020-12, by the text of the standards alone, or by one of our laws as well. Independent of src/openapi:
 * the two readings are compared.
 */
const values =
  'type enum const multipleOf minLength maxLength pattern format minItems maxItems uniqueItems minContains maxContains required minProperties maxProperties dependentRequired'.split(
    ' ',
  )
const whole = ['items', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties']
const parts = ['contains', 'propertyNames', 'not', 'if', 'then', 'else']

/** `laws`: the names of the laws that hold. `direction`: `request` or `response`, read only by the law of that name. */
export function createTranslator(document, laws, direction) {
  const dialect = /^3\.0/.test(String(document.openapi)) ? '3.0' : '3.1'
  const defs = {}
  const placeOf = new Map()

  /** A schema under a name in `$defs`. */
  const define = (pointer) => {
    const known = placeOf.get(pointer)
    if (known !== undefined) return known
    const name = `d${placeOf.size}`
    placeOf.set(pointer, name)
    defs[name] = translate(resolve(document, pointer), { whole: true, around: [] })
    return name
  }

  const refer = (ref) => `#/$defs/${define(pointerOf(ref))}`

  const translate = (schema, context) => {
    if (typeof schema === 'boolean') return schema
    if (typeof schema.$ref === 'string' && dialect === '3.0') return { $ref: refer(schema.$ref) }
    const plain = { ...limits(schema), ...inside(schema, context) }
    if (typeof schema.$ref === 'string') plain.$ref = refer(schema.$ref)
    if (laws.has('direction')) cut(schema, plain, context.around)
    if (laws.has('type') && context.whole) Object.assign(plain, impliedType(schema, plain))
    if (laws.has('files') && schema.format === 'binary') return false
    discriminate(schema, plain)
    return schema.nullable === true && dialect === '3.0' ? nullable(schema, plain) : plain
  }

  const limits = (schema) => {
    const said = Object.fromEntries(values.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]))
    for (const [limit, exclusive] of [
      ['minimum', 'exclusiveMinimum'],
      ['maximum', 'exclusiveMaximum'],
    ]) {
      if (schema[exclusive] === true) said[exclusive] = schema[limit]
      else if (schema[limit] !== undefined) said[limit] = schema[limit]
      if (typeof schema[exclusive] === 'number') said[exclusive] = schema[exclusive]
    }
    return said
  }

  const inside = (schema, context) => {
    const of = (part, isWhole, around = []) => translate(part, { whole: isWhole, around })
    const list = (key, isWhole, around) => schema[key] && { [key]: schema[key].map((one) => of(one, isWhole, around)) }
    const map = (key, isWhole) =>
      schema[key] && {
        [key]: Object.fromEntries(Object.entries(schema[key]).map(([name, one]) => [name, of(one, isWhole)])),
      }
    const single = (keys, isWhole) =>
      Object.fromEntries(keys.filter((key) => schema[key] !== undefined).map((key) => [key, of(schema[key], isWhole)]))
    const around = [...context.around, ...markedNames(schema)]
    const alternatives = context.whole && schema.type === undefined && schema.properties === undefined
    return {
      ...single(whole, true),
      ...single(parts, false),
      ...list('prefixItems', true),
      ...list('allOf', false, around),
      ...list('anyOf', alternatives, around),
      ...list('oneOf', alternatives, around),
      ...map('properties', true),
      ...map('patternProperties', true),
      ...map('dependentSchemas', false),
    }
  }

  /** The properties, of a schema and of all that it is made of, that are not for this direction. */
  const markedNames = (schema, seen = []) => {
    if (!laws.has('direction') || typeof schema !== 'object') return []
    const names = Object.entries(schema.properties ?? {})
      .filter(([, property]) => isMarked(property))
      .map(([name]) => name)
    const target = schema.$ref !== undefined && !seen.includes(schema.$ref) && resolve(document, pointerOf(schema.$ref))
    return [
      ...names,
      ...(target ? markedNames(target, [...seen, schema.$ref]) : []),
      ...(schema.allOf ?? []).flatMap((part) => markedNames(part, seen)),
    ]
  }

  const isMarked = (property) => {
    const mark = direction === 'request' ? 'readOnly' : 'writeOnly'
    if (property[mark] === true && !(dialect === '3.0' && property.$ref)) return true
    return property.$ref !== undefined && resolve(document, pointerOf(property.$ref))[mark] === true
  }

  const cut = (schema, plain, around) => {
    const gone = new Set([...around, ...markedNames(schema)])
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (isMarked(property)) plain.properties[name] = true
    }
    if (plain.required) plain.required = plain.required.filter((name) => !gone.has(name))
    for (const name of Object.keys(plain.dependentRequired ?? {}))
      if (gone.has(name)) delete plain.dependentRequired[name]
  }

  /** For the generator of instances `hint` says what a discriminator means; Ajv passes it over. */
  const discriminate = (schema, plain) => {
    const { propertyName: property, mapping: stated = {} } = schema.discriminator ?? {}
    const members = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]
    if (property === undefined || members.length === 0 || members.some(({ $ref }) => $ref === undefined)) return
    const mapping = Object.fromEntries(
      Object.entries(stated).map(([value, to]) => [value, refer(/[#/]/.test(to) ? to : `#/components/schemas/${to}`)]),
    )
    for (const { $ref } of members) {
      const place = refer($ref)
      if (!Object.values(mapping).includes(place)) mapping[pointerOf($ref).split('/').at(-1)] = place
    }
    plain.hint = { property, mapping }
    if (!laws.has('discriminator')) return
    delete plain.oneOf
    delete plain.anyOf
    const chosen = Object.entries(mapping).map(([value, $ref]) => ({
      if: { properties: { [property]: { const: value } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { $ref },
    }))
    const known = { type: 'object', required: [property], properties: { [property]: { enum: Object.keys(mapping) } } }
    plain.allOf = [...(plain.allOf ?? []), known, ...chosen]
  }

  /** OpenAPI 3.0.3: "A true value adds "null" to the allowed type specified by the type keyword, only if type is explicitly defined". */
  const nullable = (schema, plain) => {
    const byLaw = plain.type === undefined ? plain : { ...plain, type: [plain.type, 'null'].flat() }
    return laws.has('nullable') ? { anyOf: [byLaw, { type: 'null' }] } : byLaw
  }

  return {
    defs,
    /** The place of a schema, which is given by pointer or as it is. */
    add(schema) {
      if (typeof schema === 'string') return `#/$defs/${define(schema)}`
      const name = `s${Object.keys(defs).length}`
      defs[name] = translate(schema, { whole: true, around: [] })
      return `#/$defs/${name}`
    },
  }
}

const groups = {
  object:
    /^(properties|patternProperties|additionalProperties|propertyNames|required|(min|max)Properties|dependent|unevaluatedProperties)/,
  array: /^(items|prefixItems|contains|(min|max)Items|uniqueItems|unevaluatedItems)/,
  string: /^((min|max)Length|pattern|format)/,
  number: /^(minimum|maximum|exclusive|multipleOf)/,
}

function impliedType(schema, plain) {
  const all = [schema, ...(schema.allOf ?? [])]
  const says = ({ $ref, type, enum: list, const: one, anyOf, oneOf }) => $ref ?? type ?? list ?? one ?? anyOf ?? oneOf
  if (all.some((part) => says(part) !== undefined)) return {}
  const keys = all.flatMap((part) => Object.keys(part).filter((key) => !(key === 'uniqueItems' && !part[key])))
  const numeric = all.some(({ format }) => /^(u?int\d+|float|double)$/.test(format ?? ''))
  const types = Object.keys(groups).filter((type) =>
    keys.some((key) => (key === 'format' && numeric ? type === 'number' : groups[type].test(key))),
  )
  return types.length > 0 ? { ...plain, type: types } : {}
}

function pointerOf(ref) {
  if (!ref.startsWith('#/')) throw new Error(`The bench reads one file and no anchors, and this is ${ref}`)
  return decodeURIComponent(ref.slice(1))
}

/** What is at a JSON pointer. */
export function resolve(document, pointer) {
  let here = document
  for (const step of pointer.split('/').slice(1)) here = here?.[step.replaceAll('~1', '/').replaceAll('~0', '~')]
  if (here === undefined) throw new Error(`Nothing is at ${pointer}`)
  return here
}
