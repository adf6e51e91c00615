/** The parts of a multipart/form-data body (RFC 7578): texts, and files as `File`. Undefined when it is none. */
export function multipartParts(bytes: Buffer, contentType: string): [name: string, part: string | File][] | undefined {
  const boundary = attributes(contentType)['boundary']
  if (boundary === undefined) return undefined
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const body = Buffer.concat([Buffer.from('\r\n'), bytes])
  const parts: [string, string | File][] = []
  for (let at = body.indexOf(delimiter); at >= 0; ) {
    const rest = at + delimiter.length
    if (body.toString('latin1', rest, rest + 2) === '--') return parts
    const next = body.indexOf(delimiter, rest)
    const part = next < 0 ? undefined : parsePart(body.subarray(rest, next))
    if (part === undefined) return undefined
    parts.push(part)
    at = next
  }
  return undefined
}

/** What stands between two delimiters: the end of the line, headers, an empty line, the content. */
function parsePart(bytes: Buffer): [string, string | File] | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const headers = Object.fromEntries(
    bytes
      .toString('utf8', 0, end)
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const disposition = attributes(headers['content-disposition'] ?? '')
  const { name } = disposition
  if (name === undefined) return undefined
  const content = bytes.subarray(end + 4)
  const type = headers['content-type']
  const fileName = encodedName(disposition['filename*']) ?? disposition['filename']
  if (fileName === undefined && isText(type)) return [name, content.toString('utf8')]
  // Some callers send a whole path, and some of those mean harm by it.
  const base = (fileName ?? '').replace(/^.*[/\\]/s, '')
  return [name, new File([new Uint8Array(content)], base, { type: type ?? 'application/octet-stream' })]
}

function isText(type: string | undefined): boolean {
  return (
    type === undefined || /^(?:text\/|application\/(?:[^;]*\+)?json|application\/x-www-form-urlencoded)/i.test(type)
  )
}

/** `form-data; name="a"; filename=b` -> name and filename. Callers escape a quote as `\"` or as `%22`. */
function attributes(header: string): Record<string, string> {
  const found = header.matchAll(/;\s*([\w*-]+)=(?:"((?:\\["\\]|[^"])*)"|([^;]*))/g)
  return Object.fromEntries(
    Array.from(found, ([, key = '', quoted, bare = '']) => [
      key.toLowerCase(),
      quoted === undefined
        ? bare.trim()
        : quoted.replace(/\\(["\\])/g, '$1').replace(/%(?:22|0D|0A)/gi, (code) => decodeURIComponent(code)),
    ]),
  )
}

/** `UTF-8''na%C3%AFve.txt` (RFC 8187). */
function encodedName(text: string | undefined): string | undefined {
  const encoded = /^utf-8'[^']*'(.*)$/i.exec(text ?? '')?.[1]
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}
