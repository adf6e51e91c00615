/** All that JSON Schema 2020-12 and OpenAPI's two dialects of it know. */
export const keywords: readonly string[] = `
  $ref $dynamicRef $id $schema $anchor $dynamicAnchor $defs $comment $vocabulary definitions
  type nullable enum const
  multipleOf minimum maximum exclusiveMinimum exclusiveMaximum
  minLength maxLength pattern format contentEncoding contentMediaType contentSchema
  items prefixItems additionalItems contains minContains maxContains minItems maxItems uniqueItems unevaluatedItems
  properties patternProperties additionalProperties propertyNames required minProperties maxProperties
  dependentRequired dependentSchemas dependencies unevaluatedProperties
  allOf anyOf oneOf not if then else discriminator
  title description deprecated readOnly writeOnly default example examples xml externalDocs`
  .trim()
  .split(/\s+/)
