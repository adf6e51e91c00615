import { printable } from '../../base/text.ts'
import { isIdentifier } from '../../openapi/names.ts'
import { literal } from '../../writing/template.ts'

const width = 88

/** Moves every line but the first to the right. */
export function indent(text: string, spaces = 2): string {
  return text.replaceAll('\n', `\n${' '.repeat(spaces)}`)
}

/** Items between brackets: on one line where that is short, or else on a line each. */
export function block(open: string, items: readonly string[], close: string, separator: string): string {
  if (items.length === 0) return `${open}${close}`
  const oneLine = items.join(`${separator} `)
  const pad = open.endsWith('{') ? ' ' : ''
  const short = !oneLine.includes('\n') && open.length + oneLine.length + close.length < width
  if (short) return `${open}${pad}${oneLine}${pad}${close}`
  const end = separator === ',' ? ',' : ''
  return `${open}\n${items.map((item) => `  ${indent(item)}${end}`).join('\n')}\n${close}`
}

/** A property's name in a type or an object: bare where it is an identifier. */
export function propertyName(name: string): string {
  return isIdentifier(name) ? name : literal(name)
}

/** The same in an object of values, where `__proto__` would set the prototype. */
export function objectKey(name: string): string {
  return name === '__proto__' ? `['__proto__']` : propertyName(name)
}

/** A JSDoc comment, with a newline behind it; nothing when there is nothing to say. What would make it read otherwise than it is written is shown as `\u202e`, and no order to the compiler stays one. */
export function comment(text: string | undefined, deprecated = false): string {
  const lines = [...(text ?? '').trim().split(/\r\n|[\r\n\u2028\u2029]/), ...(deprecated ? ['@deprecated'] : [])]
    .map((line) =>
      printable(line.trimEnd().replace(/\p{Surrogate}/gu, '\ufffd'))
        .replaceAll('*/', '*\\/')
        .replace(/@(?=ts-)/g, '@ '),
    )
    .filter((line, index, all) => line !== '' || (index > 0 && index < all.length - 1))
  if (lines.length === 0) return ''
  const [only] = lines
  if (lines.length === 1 && `${only}`.length < width) return `/** ${only} */\n`
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`
}
