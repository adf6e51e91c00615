import type { Style } from '../base/style.ts'
import { count, excerpt } from '../base/text.ts'
import type { Change } from '../migration/change.ts'

/** More than this of a definition says less than that it changes. */
const longestValue = 60

/** `~ column public.orders.total type integer -> bigint`, a line for each change. */
export function changeLine(change: Change, style: Style): string {
  const text = `${signs[change.action]} ${excerpt(sentence(change), 300)}`
  switch (change.action) {
    case 'add':
      return style.good(text)
    case 'drop':
      return style.bad(text)
    default:
      return style.warning(text)
  }
}

const signs = { add: '+', drop: '-', change: '~', rename: '~' } as const

function sentence({ object, to, details, parts }: Change): string {
  const renamed = to === undefined ? [] : [`-> ${to}`]
  const said = details.map(detailText).join(', ')
  const with_ =
    parts.length === 0 ? [] : [`(${parts.map((part) => count(part.count, part.kind, plural(part.kind))).join(', ')})`]
  return [object, ...renamed, ...(said === '' ? [] : [said]), ...with_].join(' ')
}

function plural(kind: string): string {
  return { index: 'indexes', policy: 'policies' }[kind] ?? `${kind}s`
}

function detailText({ what, from, to }: Change['details'][number]): string {
  if (from === undefined && to === undefined) return what
  const short = [from, to].every(
    (value) => value === undefined || (value.length <= longestValue && !value.includes('\n')),
  )
  return short ? `${what} ${from ?? 'none'} -> ${to ?? 'none'}` : what
}
