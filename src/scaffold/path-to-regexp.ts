import type { PathPart } from '../openapi/api.ts'

/** A template in the syntax of path-to-regexp 8, which Express 5 and @koa/router share. It matches the path as it was sent. */
export function pathToRegexp(template: readonly PathPart[]): string {
  return template
    .map((part, index) => {
      if (part.kind === 'text') return encodeText(part.text).replace(/[{}()[\]+?!:*\\]/g, '\\$&')
      // Two parameters side by side are one to the router; the runtime tells them apart.
      if (template[index - 1]?.kind === 'parameter') return ''
      const next = template[index + 1]
      const glued = next?.kind === 'text' && /^[\w$\u0080-\uffff]/.test(next.text)
      return /^[A-Za-z_$][\w$]*$/.test(part.name) && !glued ? `:${part.name}` : `:${JSON.stringify(part.name)}`
    })
    .join('')
}

/** Text beyond ASCII travels percent-encoded. */
function encodeText(text: string): string {
  return encodeURI(text).replaceAll('%25', '%').replace(/%5B/g, '[').replace(/%5D/g, ']')
}
