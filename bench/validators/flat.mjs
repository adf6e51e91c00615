/** One schema that says at once what a schema is composed of, with one alternative chosen of several. Its values are likely, not sure, to be valid. */
export function flat(schema, random, find, depth = 0) {
  if (schema === false) return { never: true }
  if (schema === true || depth > 60) return {}
  const { $ref, allOf = [], anyOf, oneOf, if: condition, then: so = {}, else: other = {}, hint, ...own } = schema
  const inner = (part) => flat(part, random, find, depth + 1)
  let all = $ref === undefined ? own : merge(own, inner(find($ref)))
  for (const part of allOf) all = merge(all, inner(part))
  if (hint) {
    const [value, to] = random.pick(Object.entries(hint.mapping))
    const named = {
      required: [hint.property],
      properties: { [hint.property]: { const: value } },
      alternatives: Object.keys(hint.mapping),
    }
    return merge(merge(all, inner({ $ref: to })), { ...named, discriminator: hint.property })
  }
  for (const group of [anyOf, oneOf]) if (group?.length > 0) all = merge(all, inner(random.pick(group)))
  if (condition === undefined) return all
  return random.chance(0.5) ? merge(merge(all, inner(condition)), inner(so)) : merge(all, inner(other))
}

const least = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains'])
const most = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains'])
const nested = new Set([
  'items',
  'additionalProperties',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contains',
])

function merge(a, b) {
  const both = { ...a }
  for (const [key, value] of Object.entries(b)) both[key] = key in a ? meet(key, a[key], value) : value
  return both
}

function meet(key, a, b) {
  if (least.has(key)) return Math.min(a, b)
  if (most.has(key)) return Math.max(a, b)
  if (nested.has(key)) return { allOf: [a, b] }
  if (key === 'required') return [...new Set([...a, ...b])]
  if (key === 'type') return types([a].flat(), [b].flat())
  if (key === 'enum') return a.filter((one) => b.some((other) => JSON.stringify(one) === JSON.stringify(other)))
  if (key === 'properties' || key === 'patternProperties') {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    return Object.fromEntries(
      names.map((name) => [
        name,
        a[name] === undefined ? b[name] : b[name] === undefined ? a[name] : { allOf: [a[name], b[name]] },
      ]),
    )
  }
  return b
}

function types(a, b) {
  const narrow = (one, other) => one === other || (one === 'integer' && other === 'number')
  return [
    ...a.filter((one) => b.some((other) => narrow(one, other))),
    ...b.filter((one) => a.some((other) => other !== one && narrow(one, other))),
  ]
}
