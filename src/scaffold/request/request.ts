import type { Operation, Parameter, ParameterPlace } from '../../openapi/api.ts'
import type { Json } from '../../openapi/schema.ts'
import { places } from '../typescript/operation.ts'
import { addressOf } from './address.ts'
import { type Credential, carries } from './credentials.ts'
import type { Pair } from './form-text.ts'
import type { WrittenParameter } from './parameter-text.ts'

/** A request body before it is written. */
export interface SentBody {
  readonly kind: 'json' | 'form' | 'multipart' | 'text' | 'bytes'
  readonly contentType: string
  /** The value of JSON, the pairs of forms, else a text. */
  readonly content: Json | readonly Pair[]
}

/** A request, its address without the host. */
export interface SentRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: SentBody
}

/** What a request is made of. */
export interface Parts {
  readonly parameters: ReadonlyMap<Parameter, WrittenParameter>
  readonly credentials: readonly Credential[]
  readonly body?: SentBody
}

/** Parts → what goes over the wire. */
export function requestOf({ template }: Operation, { parameters, credentials, body }: Parts): SentRequest {
  const sent = [...parameters]
  const at = (place: ParameterPlace): readonly Pair[] =>
    sent.filter(([parameter]) => parameter.place === place).flatMap(([, { pairs }]) => pairs)
  const shown = credentials.filter((one) => !sent.some(([parameter]) => carries(parameter, [one])))
  const shownAt = (place: ParameterPlace): readonly Pair[] =>
    shown.filter((one) => one.place === place).map(({ name, text }) => [encodeURIComponent(name), text] as const)
  const texts = new Map(
    sent.flatMap(([{ place, name }, { pairs }]) => (place === 'path' ? [[name, pairs[0]?.[1] ?? ''] as const] : [])),
  )
  const query = [...at('query'), ...shownAt('query')].map(([name, text]) => `${name}=${text}`)
  const cookies = [...at('cookie'), ...shownAt('cookie')].map(([name, text]) => `${name}=${text}`)
  const own = sent.flatMap(([{ place, name }, { pairs }]) =>
    place === 'header' ? [[name, pairs[0]?.[1] ?? ''] as const] : [],
  )
  const headers = Object.fromEntries([
    ...shown.filter(({ place }) => place === 'header').map(({ name, text }) => [name, text] as const),
    ...own,
    ...(cookies.length > 0 ? [['cookie', cookies.join('; ')] as const] : []),
  ])
  const path = addressOf(template, texts)
  return { path: query.length > 0 ? `${path}?${query.join('&')}` : path, headers, ...(body && { body }) }
}

/** What the parameters are read as, by the members of a handler's input. */
export function readParameters({ parameters }: Parts): Readonly<Record<string, Readonly<Record<string, Json>>>> {
  const sent = [...parameters]
  return Object.fromEntries(
    places.map(({ key, place }) => [
      key,
      Object.fromEntries(
        sent.filter(([parameter]) => parameter.place === place).map(([{ name }, { read }]) => [name, read]),
      ),
    ]),
  )
}
