import type { Pair } from './form-text.ts'
import type { SentBody } from './request.ts'
import { fileMark } from './view.ts'

/** A body as the text that goes over the wire, and the media type to send with it. */
export interface BodyText {
  readonly contentType: string
  readonly text: string
}

/** Any one will do that is in no value. */
const boundary = 'backwright-7d0f4c1e9a3b'

export function bodyText({ kind, contentType, content }: SentBody): BodyText {
  switch (kind) {
    case 'json':
      return { contentType, text: JSON.stringify(content) }
    case 'form':
      return { contentType, text: pairsText(content as readonly Pair[]) }
    case 'multipart':
      return {
        contentType: `${contentType}; boundary=${boundary}`,
        text: `${(content as readonly Pair[]).map(partText).join('')}--${boundary}--\r\n`,
      }
    case 'text':
    case 'bytes':
      return { contentType, text: String(content) }
  }
}

function pairsText(pairs: readonly Pair[]): string {
  return pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
}

function partText([name, text]: Pair): string {
  // As browsers do: https://html.spec.whatwg.org/#multipart-form-data
  const quoted = name.replace(/\r\n|\r|\n/g, '%0D%0A').replaceAll('"', '%22')
  const file = text === fileMark ? `; filename="${fileMark}"\r\nContent-Type: application/octet-stream` : ''
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted}"${file}\r\n\r\n${text}\r\n`
}
