import { UserError } from '../base/errors.ts'

export const longestMs = 7 * 24 * 3_600_000

/** `30`, `30s`, `1m30s`, `500ms` → milliseconds; a bare number is seconds. UserError `bad-option`. */
export function parseDuration(text: string): number {
  const match = /^(?=\d)(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)(?:s|$))?(?:(\d+)ms)?$/.exec(text.trim())
  const [hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = (match ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0))
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds
  if (!match || ms <= 0) {
    throw new UserError('bad-option', `${JSON.stringify(text)} is not a duration. Write 30, 30s, 1m30s or 500ms.`)
  }
  if (ms > longestMs) throw new UserError('bad-option', `${JSON.stringify(text)} is longer than a week. Write less.`)
  return Math.round(ms)
}

/** `Name: value` → its two parts, by the grammar of RFC 9110. UserError `bad-option`. */
export function parseHeader(text: string): readonly [name: string, value: string] {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]*)$/.exec(text)
  if (!match) {
    // Not the text itself: a header with a mistake in it is often one with a key in it.
    const start = /^[\w-]{1,40}(?=[:\s])/.exec(text)?.[0]
    const which = start === undefined ? 'A header' : `The header that starts with ${start}`
    throw new UserError('bad-option', `${which} has the wrong form. Write 'Name: value' on one line.`)
  }
  return [match[1] ?? '', (match[2] ?? '').trim()]
}

/** An absolute http or https address. UserError `bad-input`. */
export function parseTargetUrl(text: string): URL {
  const advice = 'Write an address such as http://127.0.0.1:3000/users.'
  let url: URL
  try {
    url = new URL(text)
  } catch (cause) {
    throw new UserError('bad-input', `${JSON.stringify(text)} is not an address. ${advice}`, { cause })
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UserError('bad-input', `${url.protocol} cannot be load-tested, only http: and https:. ${advice}`)
  }
  return url
}
