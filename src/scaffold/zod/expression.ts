import { printable } from '../../base/text.ts'
import { regularExpression } from '../../openapi/admits.ts'
import { literal } from '../../writing/template.ts'

/** A pattern as a regular expression in code, all of it to be read as it is written. */
export function expressionText(pattern: string): string {
  const expression = regularExpression(pattern)
  // What only the older syntax admits, the compiler would complain of.
  if (!expression.unicode) return `new RegExp(${literal(pattern)})`
  const escaped = /\\([\s\S])|\p{Surrogate}|[\s\S]/gu
  return String(expression).replace(escaped, (sign, behind?: string) => {
    const shown = code(behind ?? sign)
    return shown === (behind ?? sign) ? sign : shown
  })
}

/** What does not show, and half characters, which no file can hold, by their numbers. */
function code(sign: string): string {
  return /\p{Surrogate}/u.test(sign) ? `\\u${sign.charCodeAt(0).toString(16)}` : printable(sign)
}
