import type { Operation } from '../openapi/api.ts'
import { free, importAs } from './routes-file.ts'
import type { SampleAnswer } from './sample/answer.ts'
import { comment } from './typescript/layout.ts'

/** What `handler.ts.hbs` is filled with: an operation that answers 501, or an example, until somebody writes it. */
export function handlerView(
  { name, method, path, summary = '', description = '', deprecated }: Operation,
  answer: SampleAnswer | undefined,
): object {
  const [called, argument] = answer && 'text' in answer ? ['exampleAnswer', answer.text] : ['notImplemented', '']
  const local = free(called, [name])
  return {
    name,
    call: `${local}(${argument})`,
    import: importAs(called, local),
    comment: comment([`${method.toUpperCase()} ${path}`, ...new Set([summary, description])].join('\n\n'), deprecated),
  }
}

/** Whether a handler's text is still as it was generated, as far as the server's answers go. */
export function isUnwritten(text: string): boolean {
  return /\bnotImplemented_*\(\)/.test(text) || answersExample(text)
}

/** Whether a handler still answers the example that it was generated with. */
export function answersExample(text: string): boolean {
  return /\bexampleAnswer_*\(/.test(text)
}
