import type { ZodContext } from './context.ts'
import type { HelperName } from './helpers.ts'

type Format = (context: ZodContext) => string

const pattern =
  (name: HelperName): Format =>
  ({ call, use }) =>
    `${call('text')}.regex(${use(name)})`

/**
 * The formats of JSON Schema and OpenAPI. Where Zod is stricter or laxer than the standard (no offsets in times, no `a@b.c`, only
 * some versions of UUIDs, WHATWG's URLs, fractions of seconds in durations) the pattern is ours.
 */
const formats: Readonly<Record<string, Format>> = {
  email: pattern('emailPattern'),
  'idn-email': ({ call }) => `${call('text')}.regex(/^[^\\s@]+@[^\\s@]+$/)`,
  uuid: () => 'z.guid()',
  uri: pattern('uriPattern'),
  'uri-reference': pattern('uriReferencePattern'),
  'uri-template': pattern('uriTemplatePattern'),
  iri: ({ call }) => `${call('text')}.regex(/^[a-z][a-z\\d+.-]*:[^\\s<>"{}|\\\\^\`]+$/i)`,
  url: pattern('uriPattern'),
  date: () => 'z.iso.date()',
  'date-time': ({ call }) => call('dateTime'),
  time: ({ call, use }) => `${call('text')}.refine(${use('isTime')}, 'Invalid time')`,
  duration: pattern('durationPattern'),
  ipv4: () => 'z.ipv4()',
  ipv6: () => 'z.ipv6()',
  hostname: () => 'z.hostname()',
  byte: () => 'z.base64()',
  base64: () => 'z.base64()',
  base64url: () => 'z.base64url()',
  'json-pointer': ({ call }) => `${call('text')}.regex(/^(\\/([^~/]|~[01])*)*$/)`,
  'relative-json-pointer': ({ call }) => `${call('text')}.regex(/^(0|[1-9]\\d*)(#|(\\/([^~/]|~[01])*)*)$/)`,
  regex: ({ call, use }) => `${call('text')}.refine(${use('isPattern')}, 'Invalid regular expression')`,
}

/** The validator of a string in a format; one that nobody has defined says nothing. */
export function formatText(format: string | undefined, context: ZodContext): string {
  const known = format !== undefined && Object.hasOwn(formats, format) ? formats[format] : undefined
  return known ? known(context) : context.call('text')
}
