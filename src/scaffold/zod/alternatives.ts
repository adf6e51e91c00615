import type { Schema } from '../../openapi/schema.ts'
import { literal } from '../../writing/template.ts'
import { block, objectKey } from '../typescript/layout.ts'
import type { ZodContext } from './context.ts'

/** anyOf and oneOf. Zod's own unions do for scalars; with objects, ours keep all that was admitted and say which field is wrong. */
export function alternatives(schema: Schema, inner: (part: Schema) => string, context: ZodContext): readonly string[] {
  const { anyOf, oneOf, discriminator } = schema
  if (discriminator && (anyOf || oneOf) && Object.keys(discriminator.mapping).length > 0) {
    const members = Object.entries(discriminator.mapping).map(([value, name]) =>
      name === value ? value : `${objectKey(value)}: ${name}`,
    )
    return [context.call('discriminated', literal(discriminator.property), block('{', members, '}', ','))]
  }
  return [
    ...(anyOf ? [choice(anyOf, 'z.union([', 'anyOf', inner, context)] : []),
    ...(oneOf ? [choice(oneOf, 'z.xor([', 'oneOf', inner, context)] : []),
  ]
}

function choice(
  members: readonly Schema[],
  ofScalars: string,
  helper: 'anyOf' | 'oneOf',
  inner: (part: Schema) => string,
  context: ZodContext,
): string {
  const isNull = (member: Schema): boolean => member.types?.length === 1 && member.types[0] === 'null'
  const others = members.filter((member) => !isNull(member))
  const disjoint = others.every((member) => !context.typesOf(member).has('null'))
  // Null beside schemas that refuse it is only ever the one match.
  const nullable =
    others.length < members.length && (helper === 'anyOf' || (disjoint && others.length === members.length - 1))
  const used = nullable ? others : members
  const texts = used.map(inner)
  const suffix = nullable ? '.nullable()' : ''
  if (texts.length === 0) return nullable ? 'z.null()' : 'z.never()'
  if (texts.length === 1) return `${texts[0]}${suffix}`
  const scalars = used.every(
    (member) => !context.typesOf(member).has('object') && !context.typesOf(member).has('array'),
  )
  if (scalars) return `${block(ofScalars, texts, '])', ',')}${suffix}`
  return `${block(`${context.use(helper)}(`, texts, ')', ',')}${suffix}`
}

export function union(texts: readonly string[]): string {
  return texts.length === 1 ? `${texts[0]}` : block('z.union([', texts, '])', ',')
}
