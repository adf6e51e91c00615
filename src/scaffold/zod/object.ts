import { admits } from '../../openapi/admits.ts'
import type { ObjectLimits, Property, Schema } from '../../openapi/schema.ts'
import { literal } from '../../writing/template.ts'
import { block, objectKey } from '../typescript/layout.ts'
import { defaultOf } from '../typescript/type.ts'
import type { ObjectKind, ZodContext } from './context.ts'
import { expressionText } from './expression.ts'
import { valueText } from './scalars.ts'

type Print = (schema: Schema) => string

/** An object as Zod knows it, and the checks that Zod does not know. */
export function objectValidator(object: ObjectLimits, print: Print, context: ZodContext): readonly string[] {
  const { call } = context
  const { patterns = [], additional, names, minProperties, maxProperties } = object
  const named = (object.properties ?? []).map(({ name }) => literal(name))
  const expressions = patterns.map(({ pattern }) => expressionText(pattern))
  const closing = patterns.length > 0 && additional !== undefined && !isOpen(additional)
  return [
    inherited(ignoring(shape(object, print, context), object, context), object, context),
    ...patterns.map(({ schema }, index) => call('patternProperties', expressions[index] ?? '', print(schema))),
    ...(closing
      ? [call('otherProperties', `[${named.join(', ')}]`, `[${expressions.join(', ')}]`, print(additional))]
      : []),
    ...(names ? [call('propertyNames', print(names))] : []),
    ...(minProperties !== undefined ? [call('minProperties', String(minProperties))] : []),
    ...(maxProperties !== undefined ? [call('maxProperties', String(maxProperties))] : []),
    ...dependents(object, print, context),
  ]
}

function dependents(object: ObjectLimits, print: Print, { call }: ZodContext): readonly string[] {
  const { dependentRequired = [], dependentSchemas = [] } = object
  return [
    ...dependentRequired.map(({ property, required }) =>
      call('dependentRequired', literal(property), `[${required.map(literal).join(', ')}]`),
    ),
    ...dependentSchemas.map(({ property, schema }) => call('dependentSchema', literal(property), print(schema))),
  ]
}

/** What a schema leaves open is dropped, what it opens in so many words is kept. */
function shape(object: ObjectLimits, print: Print, context: ZodContext): string {
  const { properties = [], required = [], patterns = [], additional, unevaluated } = object
  const bare = required.filter((name) => !properties.some((property) => property.name === name))
  const members = [
    ...properties.map((property) => member(property, required, print, context)),
    ...bare.map((name) => `${objectKey(name)}: ${bareMember(name, object, print, context)}`),
  ]
  if (members.length === 0 && patterns.length === 0 && isMap(object)) {
    return `z.record(z.string(), ${additional ? print(additional) : context.call('anything')})`
  }
  const made = (kind: ObjectKind): string => block(`${context.use(kind)}({`, members, '})', ',')
  if (patterns.length > 0 || (unevaluated && !additional)) return made('looseObject')
  if (additional === undefined) return made('object')
  if (additional.never) return made('strictObject')
  if (isOpen(additional)) return made('looseObject')
  return `${made('object')}.catchall(${print(additional)})`
}

/** An object of which only the rest is described, or nothing at all. */
function isMap({ additional, ignored }: ObjectLimits): boolean {
  return additional ? !additional.never : ignored === undefined
}

function isOpen(schema: Schema): boolean {
  return Object.keys(schema).length === 0
}

function member({ name, schema }: Property, required: readonly string[], print: Print, context: ZodContext): string {
  const value = defaultOf(schema, context.find)
  if (required.includes(name)) return `${objectKey(name)}: ${print(schema)}`
  if (value === undefined) return `${objectKey(name)}: ${print(schema)}.exactOptional()`
  const method = typeof value === 'object' && value !== null ? 'prefault' : 'default'
  return `${objectKey(name)}: ${print(schema)}.${method}(${valueText(value)})`
}

/** A required property that is not described: anything, or what the other properties must be. */
function bareMember(
  name: string,
  { patterns = [], additional }: ObjectLimits,
  print: Print,
  context: ZodContext,
): string {
  const matched = patterns.some(({ pattern }) => admits({ text: { pattern } }, name, () => undefined))
  return additional && !matched ? print(additional) : context.call('anything')
}

/** A readOnly property that comes with a request is let pass, and not taken in. */
function ignoring(
  text: string,
  { ignored, additional, patterns, unevaluated }: ObjectLimits,
  { call }: ZodContext,
): string {
  const dropped = ignored && (additional || patterns || unevaluated)
  return dropped ? call('ignoring', `[${ignored.map(literal).join(', ')}]`, text) : text
}

/** Zod reads absent properties of these names from the prototype. */
function inherited(text: string, { properties = [], required = [] }: ObjectLimits, { call }: ZodContext): string {
  const names = [...properties.map(({ name }) => name), ...required]
  return names.some((name) => name in Object.prototype) ? call('own', text) : text
}
