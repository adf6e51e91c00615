import type { Api } from '../openapi/api.ts'
import { commentLines } from './comment.ts'
import { printBlock } from './print-value.ts'

/** What `<framework>.ts.hbs` is filled with. */
export function indexView(api: Api, tags: readonly string[]): object {
  const imports = tags.map((tag, index) => ({ tag, local: localName(tag, index, tags) }))
  return {
    title: commentLines(api.title).join(' ') || 'The API',
    tags: imports,
    routes: spreadList(imports.map(({ local }) => local)),
    securitySchemes: printBlock(api.securitySchemes, ''),
  }
}

function spreadList(names: readonly string[]): string {
  const line = names.map((name) => `...${name}`).join(', ')
  return line.length <= 80 ? `[${line}]` : `[\n${names.map((name) => `  ...${name},\n`).join('')}]`
}

/** `pet-store` → `petStoreRoutes`; tags that would share one get their number. */
function localName(tag: string, index: number, tags: readonly string[]): string {
  const name = camelCase(tag)
  return tags.findIndex((other) => camelCase(other) === name) === index ? `${name}Routes` : `${name}${index}Routes`
}

function camelCase(tag: string): string {
  const name = tag.replace(/[^\w$]+(\w?)/g, (_, next: string) => next.toUpperCase())
  return /^\d/.test(name) ? `_${name}` : name
}
