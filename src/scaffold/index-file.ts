import type { Api } from '../openapi/api.ts'
import { printValue } from './print-value.ts'
import { block, comment } from './typescript/layout.ts'

/** What `<framework>.ts.hbs` is filled with. */
export interface IndexView {
  readonly comment: string
  readonly tags: readonly { readonly tag: string; readonly local: string }[]
  readonly routes: string
  readonly securitySchemes: string
}

export function indexView(api: Api, tags: readonly string[], mount: string): IndexView {
  const imports = tags.map((tag, index) => ({ tag, local: localName(tag, index, tags) }))
  return {
    comment: comment(`${api.title}: mount it with ${mount}. It reads bodies by itself.`),
    tags: imports,
    routes: block(
      '[',
      imports.map(({ local }) => `...${local}`),
      ']',
      ',',
    ),
    securitySchemes: printValue(api.securitySchemes),
  }
}

/** `pet-store` → `petStoreRoutes`; tags that would share one get their number. */
function localName(tag: string, index: number, tags: readonly string[]): string {
  const name = camelCase(tag)
  return tags.findIndex((other) => camelCase(other) === name) === index ? `${name}Routes` : `${name}${index}Routes`
}

function camelCase(tag: string): string {
  const name = tag.replace(/[^\w$]+(\w?)/g, (_, next: string) => next.toUpperCase())
  // Of a name in other letters nothing is left.
  return /^(?:\d|$)/.test(name) ? `_${name}` : name
}
