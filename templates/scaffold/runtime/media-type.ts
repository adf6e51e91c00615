import type { Format } from '../runtime.js'

/** `Application/JSON; charset=utf-8` -> `application/json`. */
export function mediaTypeOf(header: string): string {
  return (header.split(';')[0] ?? '').trim().toLowerCase()
}

/** Also `application/problem+json`. */
export function isJson(header: string): boolean {
  return /^[^/]+\/(?:.+\+)?json$/.test(mediaTypeOf(header))
}

/** The type itself, or `text/*`, or `*\/*`. */
export function findMediaType(types: string[], mediaType: string): string | undefined {
  const wanted = [mediaType, mediaType.replace(/\/.*/, '/*'), '*/*']
  return mediaType === '' ? undefined : wanted.find((type) => types.includes(type))
}

/** How a body of a media type becomes a value. */
export function formatOf(mediaType: string): Format {
  if (isJson(mediaType)) return 'json'
  if (mediaType === 'application/x-www-form-urlencoded') return 'form'
  if (mediaType === 'multipart/form-data') return 'multipart'
  return mediaType.startsWith('text/') ? 'text' : 'bytes'
}
