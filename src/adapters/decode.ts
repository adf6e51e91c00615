import { isUtf8 } from 'node:buffer'
import { UserError } from '../base/errors.ts'

/** The text of a file or a stream; UserError `bad-input` for what is in another encoding. `name` is what the user calls it. */
export function decoded(bytes: Buffer, name: string): string {
  const encoding = utf16Of(bytes)
  if (encoding !== undefined) return utf16(bytes, encoding, name)
  const text = bytes.toString('utf8')
  if (!isUtf8(bytes)) throw notUtf8(name, text)
  return text
}

/** Windows PowerShell writes UTF-16 where a program's output goes into a file. */
function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  switch (bytes.length > 1 ? bytes.readUInt16BE(0) : 0) {
    case 0xfffe:
      return 'utf-16le'
    case 0xfeff:
      return 'utf-16be'
    default:
      return undefined
  }
}

function utf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be', name: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    const line = lineOf(new TextDecoder(encoding).decode(bytes))
    const message = `${name}:${line}: the text begins as UTF-16 and is none from here on. Write the file again, in UTF-8.`
    throw new UserError('bad-input', message, { cause, where: { file: name, line } })
  }
}

function notUtf8(name: string, text: string): UserError {
  const line = lineOf(text)
  return new UserError(
    'bad-input',
    `${name}:${line}: the text is not in UTF-8. Convert it, such as with iconv -f LATIN1 -t UTF-8.`,
    { where: { file: name, line } },
  )
}

/** What cannot be decoded has become U+FFFD. */
function lineOf(text: string): number {
  return text.slice(0, text.indexOf('\uFFFD')).split('\n').length
}
