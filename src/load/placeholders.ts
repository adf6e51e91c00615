import { UserError } from '../base/errors.ts'
import { closest } from '../base/text.ts'
import { parseTargetUrl } from './parse.ts'
import type { Target } from './plan.ts'
import type { Data, Row } from './rows.ts'

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/g

/** A row of the data, and which it is, from 1. */
interface Numbered extends Pick<Data, 'isTyped'> {
  readonly row: Row
  readonly number: number
}

/** A target with placeholders such as `{{email}}` in its address, its header values and its body → the same for each row. UserError `bad-input`. */
export function* filledTargets(target: Target, { rows, isTyped }: Data): Iterable<Target> {
  const steps = stepsIn(target.url.replace(placeholder, 'x'))
  for (const [index, row] of rows.entries()) {
    const from = { row, number: index + 1, isTyped }
    const filled = filledTarget(target, from)
    // Nothing can quote these steps of a path.
    if (stepsIn(filled.url) !== steps) {
      throw mistake(from, 'has . or .. for a part of the path, which would lead elsewhere')
    }
    yield filled
  }
}

function stepsIn(url: string): number {
  return parseTargetUrl(url).pathname.split('/').length
}

function filledTarget({ url, method, headers, body }: Target, from: Numbered): Target {
  const encoded = url.replace(placeholder, (_, name: string) => encodeURIComponent(textOf(name, from)))
  return {
    method,
    url: parseTargetUrl(encoded).href,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filledHeader(value, from)])),
    ...(body !== undefined && { body: filledBody(body, contentTypeOf(headers), from) }),
  }
}

/** UserError `bad-option` for a placeholder that the data has no column for, for none at all, and for one in the host. */
export function refusePlaceholders({ url, headers, body = '' }: Target, columns: readonly string[]): void {
  const used = [url, ...Object.values(headers), body].flatMap((text) => namesIn(text))
  if (used.length === 0) {
    throw new UserError(
      'bad-option',
      `Nothing of the data is asked for. Write {{${columns[0] ?? 'name'}}} into the address, a header or the body.`,
    )
  }
  const unknown = used.find((name) => !columns.includes(name))
  if (unknown !== undefined) {
    const guess = closest(unknown, columns)
    const hint = guess ? `Did you mean {{${guess}}}?` : `It has ${columns.join(', ')}.`
    throw new UserError('bad-option', `The data has no column ${JSON.stringify(unknown)}. ${hint}`)
  }
  if (/^https?:\/\/[^/?#]*\{\{/i.test(url)) {
    throw new UserError('bad-option', 'A run is about one host: write {{...}} into the path or the query only.')
  }
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, name = '']) => name)
}

function filledHeader(value: string, from: Numbered): string {
  return value.replace(placeholder, (_, name: string) => {
    const text = textOf(name, from)
    if (/[\r\n\0]/.test(text)) throw mistake(from, `has more than one line in ${name}, which cannot be in a header`)
    return text
  })
}

function filledBody(body: string, contentType: string, from: Numbered): string {
  if (/\bjson\b/i.test(contentType) || /^\s*[[{]/.test(body)) return filledJson(body, from)
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(contentType)
  return body.replace(placeholder, (_, name: string) => {
    const text = textOf(name, from)
    return isForm ? encodeURIComponent(text) : text
  })
}

/** Within a string of JSON a value is a part of it, else it is a value of its own. */
function filledJson(body: string, from: Numbered): string {
  return body.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|\{\{\s*([^{}]+?)\s*\}\}/gs, (part, name: string | undefined) =>
    name === undefined
      ? part.replace(placeholder, (_, inner: string) => JSON.stringify(textOf(inner, from)).slice(1, -1))
      : jsonOf(valueIn(name, from), from),
  )
}

/** CSV has nothing but texts: one that is a number, true, false or null stands for that. */
function jsonOf(value: unknown, { isTyped }: Numbered): string {
  if (isTyped || typeof value !== 'string') return JSON.stringify(value)
  return /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/.test(value) ? value : JSON.stringify(value)
}

function textOf(name: string, from: Numbered): string {
  const value = valueIn(name, from) ?? ''
  if (typeof value === 'object') throw mistake(from, `has a list or an object in ${name}, which only JSON can have`)
  const text = String(value)
  if (/\p{Surrogate}/u.test(text)) throw mistake(from, `has half a character in ${name}`)
  return text
}

function valueIn(name: string, from: Numbered): unknown {
  if (Object.hasOwn(from.row, name)) return from.row[name]
  throw mistake(from, `has no ${JSON.stringify(name)}`)
}

function contentTypeOf(headers: Target['headers']): string {
  return Object.entries(headers).find(([name]) => /^content-type$/i.test(name))?.[1] ?? ''
}

function mistake({ number }: Numbered, what: string): UserError {
  return new UserError('bad-input', `Row ${number} of the data ${what}. Correct it, or leave it out.`)
}
