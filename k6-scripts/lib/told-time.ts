/** A header's value → a number, or why it is none; `now` is the server's time in milliseconds since 1970. */
export type Reading = (text: string, now: number) => number | { readonly why: string }

/** From here on, a number is a moment since 1970 in seconds (of 2001 and later), and from there on one in milliseconds. */
const leastEpoch = 1e9
const leastEpochMs = 1e12

/** More digits than these are no quota and no time, and would not stay what they are. */
const digits = '\\d{1,15}'
const decimal = new RegExp(`^${digits}(?:\\.${digits})?$`)
const whole = new RegExp(`^${digits}$`)

export const readNumber: Reading = (text) =>
  decimal.test(text.trim().replace(/^-/, '')) ? Number(text) : { why: `${quoted(text)} is not a number.` }

/** Seconds from now, a moment in seconds or milliseconds since 1970, a date, or a duration such as `6m0s` → milliseconds from now. */
export const readReset: Reading = (text, now) => {
  const trimmed = text.trim()
  const number = Number(trimmed)
  if (decimal.test(trimmed)) {
    if (number >= leastEpochMs) return Math.max(0, number - now)
    return number >= leastEpoch ? Math.max(0, number * 1000 - now) : number * 1000
  }
  const duration =
    /^(?=\d)(?:(\d{1,6})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,9}(?:\.\d{1,9})?)s)?(?:(\d{1,9}(?:\.\d{1,9})?)ms)?$/.exec(
      trimmed,
    )
  if (duration) {
    const [hours = 0, minutes = 0, seconds = 0, ms = 0] = duration.slice(1).map((part) => Number(part ?? 0))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
  }
  return fromDate(trimmed, now) ?? { why: `${quoted(text)} is neither seconds, nor a moment, nor a date.` }
}

/** RFC 9110, 10.2.3: whole seconds, or an HTTP date. */
export const readRetryAfter: Reading = (text, now) => {
  const trimmed = text.trim()
  if (whole.test(trimmed)) return Number(trimmed) * 1000
  return fromDate(trimmed, now) ?? { why: `${quoted(text)} is neither whole seconds nor an HTTP date.` }
}

function fromDate(text: string, now: number): number | undefined {
  // Whatever Date.parse makes of a bare number is no date.
  const moment = /[a-z]{3}|\d-\d/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now)
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60))
}
