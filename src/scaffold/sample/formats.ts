import { z } from 'zod'
import { foundations } from '../zod/foundations.ts'

/** A string format as examples need it. */
export interface SampleFormat {
  /** The number-th text in the format, from 1. */
  readonly sample: (number: number) => string
  /** Never laxer than the generated validator. */
  readonly fits: (text: string) => boolean
}

const byZod =
  (schema: z.ZodType): SampleFormat['fits'] =>
  (text) =>
    schema.safeParse(text).success
const byPattern =
  (pattern: RegExp): SampleFormat['fits'] =>
  (text) =>
    pattern.test(text)

/** The expression that validators.ts holds under a name, so that both always agree. */
function printed(
  name: 'emailPattern' | 'uriPattern' | 'uriReferencePattern' | 'uriTemplatePattern' | 'durationPattern',
) {
  const [, source = '', flags = ''] = /=\s*\/(.*)\/([a-z]*)$/s.exec(foundations[name].text) ?? []
  return byPattern(new RegExp(source, flags))
}

/** RFC 3339 without leap seconds, which few readers of an answer understand. */
const isTime = byPattern(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i)
const isDate = byZod(z.iso.date())

function isDateTime(text: string): boolean {
  return isDate(text.slice(0, 10)) && /^t$/i.test(text.charAt(10)) && isTime(text.slice(11))
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') !== undefined
  } catch {
    return false
  }
}

const pad = (number: number, length: number): string => String(number).padStart(length, '0')
const day = (number: number): string => `2025-01-${pad(((number - 1) % 28) + 1, 2)}`
const time = (number: number): string => `12:${pad((number - 1) % 60, 2)}:00Z`
const url = (number: number): string => `https://example.com/${number}`
const email: SampleFormat['sample'] = (number) => `user${number}@example.com`
const base64: SampleFormat = { sample: (number) => `c2Ftc${number % 10}==`, fits: byZod(z.base64()) }
const uri: SampleFormat = { sample: url, fits: printed('uriPattern') }

/** Those that the generated validators know; any other says nothing. */
export const sampleFormats: ReadonlyMap<string, SampleFormat> = new Map(
  Object.entries<SampleFormat>({
    email: { sample: email, fits: printed('emailPattern') },
    'idn-email': { sample: email, fits: byPattern(/^[^\s@]+@[^\s@]+$/) },
    uuid: { sample: (number) => `00000000-0000-4000-8000-${pad(number, 12)}`, fits: byZod(z.guid()) },
    uri,
    url: uri,
    'uri-reference': { sample: (number) => `/${number}`, fits: printed('uriReferencePattern') },
    'uri-template': { sample: (number) => `/${number}/{id}`, fits: printed('uriTemplatePattern') },
    iri: { sample: url, fits: byPattern(/^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i) },
    date: { sample: day, fits: isDate },
    'date-time': { sample: (number) => `${day(number)}T12:00:00Z`, fits: isDateTime },
    time: { sample: time, fits: isTime },
    duration: { sample: (number) => `P${number}D`, fits: printed('durationPattern') },
    ipv4: { sample: (number) => `192.0.2.${number % 256}`, fits: byZod(z.ipv4()) },
    ipv6: { sample: (number) => `2001:db8::${number % 10000}`, fits: byZod(z.ipv6()) },
    hostname: { sample: (number) => `host${number}.example.com`, fits: byZod(z.hostname()) },
    byte: base64,
    base64,
    base64url: { sample: (number) => `c2Ft${pad(number, 4)}`, fits: byZod(z.base64url()) },
    'json-pointer': { sample: (number) => `/${number}`, fits: byPattern(/^(\/([^~/]|~[01])*)*$/) },
    'relative-json-pointer': { sample: String, fits: byPattern(/^(0|[1-9]\d*)(#|(\/([^~/]|~[01])*)*)$/) },
    regex: { sample: (number) => `^[a-z]{${number}}$`, fits: isPattern },
  }),
)
