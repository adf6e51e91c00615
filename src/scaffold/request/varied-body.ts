import type { Content } from '../../openapi/api.ts'
import { bodySchema } from '../direction.ts'
import { fits } from '../sample/fits.ts'
import { sample } from '../sample/sampler.ts'
import { bodySamples, isForm, type WrittenBody, writeFitting } from './body.ts'
import type { Context } from './parameter-samples.ts'
import type { SentBody } from './request.ts'

export interface BodyVariation {
  readonly context: Context
  /** Another one for each variation. */
  readonly seed: string
  readonly number: number
}

export type MadeBody = { readonly sent: SentBody } | { readonly why: string }

/** The examples of the document first, one a variation, then values made after the schema by the seed. */
export function variedBody(content: Content, { context, seed, number }: BodyVariation): MadeBody {
  const { api, directed, views } = context
  const stated = bodySchema(content)
  if (typeof stated === 'string') return shownText(content, number)
  const schema = directed.direct(stated, 'request')
  const fitting = ({ value }: { readonly value: Parameters<typeof fits>[1] }): readonly WrittenBody[] => {
    const written = fits(views.whole.adapt(schema), value, views.whole.find)
      ? writeFitting(content, schema, value, context)
      : undefined
    return written ? [written] : []
  }
  const shown = (content.examples ?? []).flatMap(fitting)[number]
  if (shown) return shown
  for (const { adapt, find } of isForm(content) ? [views.filled] : [views.bare, views.filled]) {
    const [written] = [sample(adapt(schema), { path: 'body', find, seed })].flatMap((made) =>
      'value' in made ? fitting(made) : [],
    )
    if (written) return written
  }
  const plain = bodySamples(content, api, directed, views)
  return 'why' in plain ? plain : plain.short
}

/** Bytes and texts of which no schema tells the form. */
function shownText({ examples = [], mediaType, format }: Content, number: number): MadeBody {
  const texts = examples.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  const plain = /^(text\/(plain|\*)|\*\/\*|application\/octet-stream)$/.test(mediaType) ? ['sample'] : []
  const [one] = texts.length > 0 ? [texts[number % texts.length]] : plain
  if (one === undefined) return { why: `body: no ${mediaType} can be made without an example of one` }
  const contentType = mediaType === '*/*' ? 'application/octet-stream' : mediaType.replace('/*', '/plain')
  return { sent: { kind: format === 'text' ? 'text' : 'bytes', contentType, content: one } }
}
