import type { ListText, ParameterShape, ScalarType } from '../openapi/api.ts'

/** What texts stand for, as the generated runtime reads it: an absent part is a string. */
export interface Texts {
  readonly types?: readonly ScalarType[]
  readonly items?: Texts
  /** Between the elements of a list that is one text. */
  readonly separator?: string
  readonly properties?: { readonly [name: string]: Texts }
  readonly others?: Texts
}

/** A parameter's shape. */
export function parameterTexts(shape: ParameterShape): Texts {
  switch (shape.kind) {
    case 'scalar':
      return scalar(shape.types)
    case 'array':
      return listTexts(shape)
    case 'object':
      return {
        properties: Object.fromEntries(Object.entries(shape.properties).map(([name, types]) => [name, scalar(types)])),
        ...(shape.others.length > 0 && { others: scalar(shape.others) }),
      }
  }
}

/** A list, and the lists in it. */
export function listTexts({ separator, items, inner }: ListText): Texts {
  return { ...(separator && { separator }), items: inner ? listTexts(inner) : scalar(items) }
}

export function scalar(types: readonly ScalarType[]): Texts {
  return types.length === 0 || (types.length === 1 && types[0] === 'string') ? {} : { types }
}
