import type { Reader } from './reader.ts'
import type { Schema } from './schema.ts'
import type { Spot } from './spot.ts'

/** The schema of a parameter which, with `allowEmptyValue`, may be the empty text too. Of a list it is the empty list anyway. */
export function allowEmpty(spot: Spot, schema: Schema, reader: Reader): Schema {
  if (reader.flag(spot, 'allowEmptyValue') !== true) return schema
  const { types = [], text, values } = schema
  const takesIt = types.includes('array') || (types.includes('string') && !text && !values)
  if (takesIt) return schema
  const { title, description, deprecated, default: value, example, ...limits } = schema
  return {
    anyOf: [limits, { types: ['string'], values: [''] }],
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(deprecated && { deprecated }),
    ...(value !== undefined && { default: value }),
    ...(example && { example }),
  }
}
