/** What stands at a place of a document, as far as references are concerned. */
export type Kind = keyof typeof shapes

/** The kinds that a document keeps in `components`, and where. */
export const componentsOf = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  securityScheme: 'securitySchemes',
  link: 'links',
  callback: 'callbacks',
} as const
export type ComponentKind = keyof typeof componentsOf

const parameter = { schema: 'schema', content: ['mediaType'], examples: ['example'] }
const operation = {
  parameters: ['parameter'],
  requestBody: 'requestBody',
  responses: ['response'],
  callbacks: ['callback'],
}
const schemas = 'properties patternProperties $defs definitions dependentSchemas allOf anyOf oneOf prefixItems'
const oneSchema =
  'items additionalItems additionalProperties unevaluatedItems unevaluatedProperties contains propertyNames not if then else contentSchema'

/** Kind → key → the kind of what is there; in brackets, of each member of the object or list that is there. What is not named is a value. */
const shapes = {
  document: { paths: ['pathItem'], webhooks: ['pathItem'], components: 'components' },
  components: {
    ...Object.fromEntries(Object.entries(componentsOf).map(([kind, key]) => [key, [kind]])),
    pathItems: ['pathItem'],
  },
  pathItem: {
    parameters: ['parameter'],
    ...Object.fromEntries('get put post delete options head patch trace'.split(' ').map((key) => [key, 'operation'])),
  },
  operation,
  callback: {},
  parameter,
  header: parameter,
  requestBody: { content: ['mediaType'] },
  response: { headers: ['header'], content: ['mediaType'], links: ['link'] },
  mediaType: { schema: 'schema', itemSchema: 'schema', examples: ['example'], encoding: ['encoding'] },
  encoding: { headers: ['header'] },
  schema: {
    ...Object.fromEntries(schemas.split(' ').map((key) => [key, ['schema']])),
    ...Object.fromEntries(oneSchema.split(' ').map((key) => [key, 'schema'])),
  },
  example: {},
  link: {},
  securityScheme: {},
  value: {},
}

/** The kind of what an object of one kind has under a key; in brackets, of each member. */
export function childKind(kind: Kind, key: string): Kind | readonly [Kind] {
  if (kind === 'callback') return key.startsWith('x-') ? 'value' : 'pathItem'
  const shape: Readonly<Record<string, unknown>> = shapes[kind]
  return Object.hasOwn(shape, key) ? (shape[key] as Kind | [Kind]) : 'value'
}
