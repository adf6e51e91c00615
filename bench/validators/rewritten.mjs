/** A document of OpenAPI 3.0 in the words of 3.1: types in lists, exclusive limits as numbers. */
export function rewritten(document) {
  return { ...walk(document, false), openapi: '3.1.0' }
}

/** `named`: the keys are names of the document's own. */
function walk(node, named) {
  if (Array.isArray(node)) return node.map((one) => walk(one, false))
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).map(([key, value]) => [
    key,
    literal(key, named) ? value : walk(value, holdsNames(key) && !named),
  ])
  const copy = Object.fromEntries(entries)
  return named ? copy : inWordsOf31(copy)
}

function literal(key, named) {
  return (
    !named && (key === 'example' || key === 'examples' || key === 'default' || key === 'enum' || key.startsWith('x-'))
  )
}

function holdsNames(key) {
  return /^(properties|schemas|responses|parameters|headers|content|paths|requestBodies|patternProperties)$/.test(key)
}

function inWordsOf31({ nullable, ...schema }) {
  const said = { ...schema }
  if (nullable === true && typeof said.type === 'string') {
    said.type = [said.type, 'null']
    if (said.enum && !said.enum.includes(null)) said.enum = [...said.enum, null]
  }
  for (const [limit, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ]) {
    if (said[exclusive] === true) {
      said[exclusive] = said[limit]
      delete said[limit]
    } else if (said[exclusive] === false) delete said[exclusive]
  }
  return said
}
