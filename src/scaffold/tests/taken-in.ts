import { isOf } from '../../openapi/admits.ts'
import type { Json, JsonType, ObjectLimits, Schema } from '../../openapi/schema.ts'
import { ownTypes, saysNothing, typesWithin } from '../own-types.ts'
import { isObject, type Members, type View } from '../request/view.ts'
import { fits } from '../sample/fits.ts'
import { defaultOf } from '../typescript/type.ts'

type Types = readonly JsonType[] | undefined

/** What the generated validator makes of a value that satisfies its schema: unknown properties gone, defaults filled in. */
export function takenIn(schema: Schema, value: Json, view: View, outer?: Types): Json {
  if (schema.values) return value
  const types = typesWithin(schema, outer, view.typesOf)
  const inside = (part: Schema): Json => takenIn(part, value, view, types)
  const { ref, allOf = [] } = schema
  const results = [
    ...own(schema, value, view, outer),
    ...(ref === undefined ? [] : [takenIn(view.find(ref) ?? {}, value, view)]),
    ...allOf.filter((part) => !saysNothing(part)).map(inside),
    ...chosen(schema, value, view).map(inside),
  ]
  return results.length === 0 ? value : results.reduce(merged)
}

/** The alternatives and branches that hold for a value. */
function chosen(schema: Schema, value: Json, { find }: View): readonly Schema[] {
  const { anyOf, oneOf, discriminator, condition } = schema
  const holds = (part: Schema): boolean => fits(part, value, find)
  const branch = condition && (holds(condition.if) ? condition.ifSo : condition.ifNot)
  const { property = '', mapping = {} } = discriminator ?? {}
  if ((anyOf || oneOf) && Object.keys(mapping).length > 0 && isObject(value)) {
    const name = mapping[`${value[property]}`]
    return [...(name === undefined ? [] : [{ ref: name }]), ...(branch ? [branch] : [])]
  }
  return [...[...(anyOf ?? []), ...(oneOf ?? [])].filter(holds), ...(branch ? [branch] : [])]
}

function own(schema: Schema, value: Json, view: View, outer: Types): readonly Json[] {
  const said = ownTypes(schema, outer, view.typesOf)
  if (said === undefined) return []
  if (said.others && !said.types.some((type) => isOf(type, value))) return [value]
  if (Array.isArray(value)) return [value.map((item, index) => elementOf(schema, item, index, view))]
  return [isObject(value) ? members(openBase(schema), value, view) : value]
}

function elementOf({ array = {} }: Schema, item: Json, index: number, view: View): Json {
  return takenIn(array.prefix?.[index] ?? array.items ?? {}, item, view)
}

/** A base whose children are told apart by a property keeps what the children add. */
function openBase({ object = {}, discriminator, anyOf, oneOf }: Schema): ObjectLimits {
  return discriminator && !anyOf && !oneOf && !object.additional ? { ...object, additional: {} } : object
}

function members(limits: ObjectLimits, value: Members, view: View): Members {
  const { properties = [], required = [] } = limits
  const known = new Map(properties.map(({ name, schema }) => [name, schema]))
  const sent = Object.entries(value).flatMap(([name, member]) => {
    const schema = known.get(name) ?? otherMember(limits, required.includes(name))
    return schema ? [[name, takenIn(schema, member, view)] as const] : []
  })
  const absent = properties.filter(({ name }) => !Object.hasOwn(value, name) && !required.includes(name))
  const filledIn = absent.flatMap(({ name, schema }) => {
    const initial = defaultOf(schema, view.find)
    return initial === undefined ? [] : [[name, takenIn(schema, initial, view)] as const]
  })
  return Object.fromEntries([...sent, ...filledIn])
}

/** What a property that is not described is to be; undefined when it is dropped. */
function otherMember(limits: ObjectLimits, required: boolean): Schema | undefined {
  const { properties = [], patterns = [], additional, ignored, unevaluated } = limits
  if (patterns.length > 0 || (unevaluated && !additional)) return {}
  const isMap = properties.length === 0 && (limits.required ?? []).length === 0 && ignored === undefined
  return additional ?? (required || isMap ? {} : undefined)
}

/** What two parts of a schema took in of the same value. */
function merged(left: Json, right: Json): Json {
  if (Array.isArray(left) && Array.isArray(right)) return left.map((item, index) => merged(item, right[index] ?? item))
  if (!isObject(left) || !isObject(right)) return left
  const both = Object.entries(right).map(
    ([name, value]) => [name, Object.hasOwn(left, name) ? merged(left[name] ?? null, value) : value] as const,
  )
  return { ...left, ...Object.fromEntries(both) }
}
