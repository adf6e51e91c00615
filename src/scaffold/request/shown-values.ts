import { equal } from '../../openapi/admits.ts'
import type { Parameter } from '../../openapi/api.ts'
import type { Json, Schema } from '../../openapi/schema.ts'
import { fits } from '../sample/fits.ts'
import { type Context, schemaOf } from './parameter-samples.ts'
import { type WrittenParameter, writeParameter } from './parameter-text.ts'

/** What the document shows for a parameter, as far as the parameter takes it: its examples, else its default. */
export function shownValues(parameter: Parameter, context: Context): readonly WrittenParameter[] {
  const { schema, examples = [] } = parameter
  const stated = partsOf(schema, context)
  const shown = [...examples, ...stated.flatMap(({ example }) => example ?? [])].map(({ value }) => value)
  const defaults = stated.flatMap((part) => (part.default === undefined ? [] : [part.default]))
  const written = [shown, defaults].map((values) => values.flatMap((value) => taken(parameter, value, context)))
  return written.find((some) => some.length > 0) ?? []
}

function taken(parameter: Parameter, value: Json, context: Context): readonly WrittenParameter[] {
  const written = writeParameter(parameter, value, context.api)
  const right = written && equal(written.read, value)
  return right && fits(schemaOf(parameter, context), value, context.views.whole.find) ? [written] : []
}

/** A schema and what it refers to, each name once. */
function partsOf(schema: Schema, context: Context, seen = new Set<string>()): readonly Schema[] {
  const { ref, allOf = [] } = schema
  const target = ref === undefined || seen.has(ref) ? undefined : context.directed.find(ref)
  if (ref !== undefined) seen.add(ref)
  return [schema, ...[...(target ? [target] : []), ...allOf].flatMap((part) => partsOf(part, context, seen))]
}
