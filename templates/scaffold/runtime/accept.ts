/** Media range -> weight. One that asks for parameters of its own ends in `;`. */
type Ranges = Map<string, number>

/** The media type, of those that the document has, that a caller likes best (RFC 9110, 12.5.1); the first of equals. Undefined: none will do. */
export function preferred(types: string[], accept: string | undefined): string | undefined {
  if (accept === undefined || accept === '*/*') return types[0]
  if (types.includes(accept)) return accept
  const ranges = readAccept(accept)
  if (ranges === undefined || ranges.size === 0) return types[0]
  const weights = types.map((type) => weightOf(type, ranges))
  const best = Math.max(0, ...weights)
  return best > 0 ? types[weights.indexOf(best)] : undefined
}

/** The media types of an operation's success, which decide whether it can please a caller. */
export function successTypes(responses: Record<string, Record<string, unknown>>): string[] {
  const success = Object.keys(responses).filter((status) => status.startsWith('2'))
  const statuses = success.length > 0 ? success : ['default']
  return [...new Set(statuses.flatMap((status) => Object.keys(responses[status] ?? {})))]
}

/** The most specific range decides. Of a document's own range, such as `image/*`, any type within will do. */
function weightOf(type: string, ranges: Ranges): number {
  const around = [type, `${type};`, type.replace(/\/.*/, '/*'), '*/*'].find((range) => ranges.has(range))
  const weights = [ranges.get(around ?? '') ?? 0]
  if (type.endsWith('*')) {
    const start = type.slice(0, type.indexOf('*'))
    for (const [range, weight] of ranges) if (range.startsWith(start) && !range.includes('*')) weights.push(weight)
  }
  return Math.max(...weights)
}

/** Undefined for a header that is none: who sends it cannot be meant to get 406 for it. */
function readAccept(header: string): Ranges | undefined {
  const ranges: Ranges = new Map()
  for (const element of withoutQuotes(header).toLowerCase().split(',')) {
    const parts = element.split(';').map((part) => part.trim())
    if (parts.length === 1 && parts[0] === '') continue
    const read = readRange(parts)
    if (read === undefined) return undefined
    const { range, weight } = read
    // What is asked for with a parameter may be what we have; what is refused with one is not.
    if (range.endsWith(';') && weight === 0) continue
    ranges.set(range, Math.max(weight, ranges.get(range) ?? 0))
  }
  return ranges
}

function readRange([type = '', ...parameters]: string[]): { range: string; weight: number } | undefined {
  const at = parameters.findIndex((parameter) => parameter.startsWith('q='))
  const weight = at < 0 ? 1 : readWeight(parameters[at] ?? '')
  const asked = (at < 0 ? parameters : parameters.slice(0, at)).filter((parameter) => parameter !== '')
  if (weight === undefined || !isRange(type) || !asked.every(isParameter)) return undefined
  // The document's types have no parameters. A text's charset is the one that we send.
  const isOurs = asked.every((parameter) => parameter === 'charset=utf-8')
  return { range: isOurs || type.endsWith('*') ? type : `${type};`, weight }
}

/** What is quoted may hold separators, and of what it says only a charset counts. A quote that is left open stays, and is no token. */
function withoutQuotes(header: string): string {
  // Takes an open quote to the end at once, so that no header makes it start over.
  return header.replace(/"(?:\\.?|[^"\\])*(?:"|$)/g, (quoted) => {
    if (quoted.length === 1 || !quoted.endsWith('"')) return '"'
    return /^"[\w.-]+"$/.test(quoted) ? quoted.slice(1, -1) : 'quoted'
  })
}

function readWeight(parameter: string): number | undefined {
  return /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(parameter) ? Number(parameter.slice(2)) : undefined
}

function isRange(text: string): boolean {
  return text === '*/*' || /^[\w!#$%&'+.^`|~-]+\/(?:\*|[\w!#$%&'+.^`|~-]+)$/.test(text)
}

function isParameter(text: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+=[\w!#$%&'*+.^`|~-]+$/.test(text)
}
