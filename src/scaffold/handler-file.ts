import type { Operation } from '../openapi/api.ts'
import { free, importAs } from './routes-file.ts'
import { comment } from './typescript/layout.ts'

/** What `handler.ts.hbs` is filled with: an operation that answers 501 until somebody writes it. */
export function handlerView({ name, method, path, summary = '', description = '', deprecated }: Operation): object {
  const local = free('notImplemented', [name])
  return {
    name,
    local,
    import: importAs('notImplemented', local),
    comment: comment([`${method.toUpperCase()} ${path}`, ...new Set([summary, description])].join('\n\n'), deprecated),
  }
}

/** Whether a handler's text is still as it was generated, as far as the server's answers go. */
export function isUnwritten(text: string): boolean {
  return /\bnotImplemented_*\(\)/.test(text)
}
