import type { ListText, ParameterStyle } from '../api.ts'
import { defined } from '../defined.ts'
import type { Schema } from '../schema.ts'
import type { SchemaLibrary } from '../schema-library.ts'
import { shapeOf } from '../shape.ts'
import { at, type Spot } from '../spot.ts'

const separators = { csv: ',', ssv: ' ', tsv: '\t', pipes: '|' } as const

type CollectionFormat = keyof typeof separators | 'multi'

const styles: Readonly<Record<CollectionFormat, ParameterStyle | undefined>> = {
  csv: undefined,
  multi: undefined,
  ssv: 'spaceDelimited',
  tsv: 'tabDelimited',
  pipes: 'pipeDelimited',
}

/** How OpenAPI 3 names it; undefined for the usual style of the place. */
export function styleOf(format: CollectionFormat): ParameterStyle | undefined {
  return styles[format]
}

/** How the elements of a list are written; `multi`, which repeats the name, only where names can be repeated. */
export function readCollectionFormat(spot: Spot, repeatable: boolean, library: SchemaLibrary): CollectionFormat {
  const format = at(spot, 'collectionFormat')
  if (format.value === undefined) return 'csv'
  const allowed: readonly CollectionFormat[] = ['csv', 'ssv', 'tsv', 'pipes', ...(repeatable ? ['multi' as const] : [])]
  const found = allowed.find((one) => one === format.value)
  if (found) return found
  const advice = format.value === 'multi' ? ' `multi` is for a list in the query or a form.' : ''
  const message = `\`collectionFormat\` is ${allowed.join(', ')} here, and not ${JSON.stringify(format.value)}.${advice}`
  library.reader.error(format, 'bad-style', message)
  return 'csv'
}

/** A list in its format: one text, or with `multi` a text for each element. */
export function listIn(format: CollectionFormat, elements: ListText): ListText {
  return format === 'multi' ? elements : { separator: separators[format], ...elements }
}

/** What the elements of a list are, with the lists in it. */
export function listElements(spot: Spot, schema: Schema, library: SchemaLibrary): ListText {
  const shape = shapeOf(schema, 'simple', library.find)
  const [items, each] = [at(spot, 'items'), schema.array?.items]
  return defined<ListText>({
    items: shape.kind === 'array' ? shape.items : ['string'],
    inner: each?.types?.includes('array')
      ? listIn(readCollectionFormat(items, false, library), listElements(items, each, library))
      : undefined,
  })
}
