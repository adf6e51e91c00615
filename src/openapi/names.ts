/** Words that a binding of a module may not have, and those that the generated files use themselves. */
const reserved = new Set(
  `break case catch class const continue debugger default delete do else enum export extends false finally for function
  if import in instanceof new null return super switch this throw true try typeof var void while with as async await
  implements interface let package private protected public static yield arguments eval undefined NaN Infinity
  any boolean never number object string symbol unknown bigint type of get set module require exports constructor
  z types Operations Handlers Context Record Array Object String Number Boolean JSON Map Set RegExp Math Symbol Function
  lazy operation text integer anything hasNul file allOf anyOf oneOf discriminated check not when other own ignoring oneValueOf dateTime typed
  strictObject looseObject minItems maxItems uniqueItems contains minProperties maxProperties propertyNames patternProperties otherProperties
  dependentRequired dependentSchema unevaluatedProperties unevaluatedItems eachProperty report nearest merged canonical isOf isPattern isTime
  isMultipleOf decimals
  emailPattern uriPattern uriReferencePattern uriTemplatePattern durationPattern
  Promise Reflect File Uint8Array ReadableStream AsyncIterable BytesBody TextBody Enveloped EnvelopedError
  Status1XX Status2XX Status3XX Status4XX Status5XX AnyStatus Exclude Partial Omit Pick Readonly api handlers`.split(
    /\s+/,
  ),
)

/** Gives out names, each once. Taken ones get a number: `Pet`, `Pet2`. */
export class Names {
  readonly #taken = new Set<string>()
  /** By name, the highest number that it got: those below are taken, and would be tried again for each of thousands. */
  readonly #numbers = new Map<string, number>()
  readonly #key: (name: string) => string

  /** Files of some systems do not tell upper case from lower; what becomes a file must differ in more. */
  constructor(taken: Iterable<string> = [], options: { readonly ignoreCase: boolean } = { ignoreCase: false }) {
    this.#key = options.ignoreCase ? (name) => name.toLowerCase() : (name) => name
    for (const name of taken) this.#taken.add(this.#key(name))
  }

  /** A reserved word gets the suffix. `companions` are the names that come with a name, and must be free as well. */
  give(word: string, suffix: string, companions: (name: string) => readonly string[] = () => []): string {
    const wanted = reserved.has(word) ? `${word}${suffix}` : word
    const series = this.#key(wanted)
    for (let number = (this.#numbers.get(series) ?? 0) + 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted}${/\d$/.test(wanted) ? '_' : ''}${number}`
      const all = [name, ...companions(name)]
      if (all.some((one) => this.#taken.has(this.#key(one)))) continue
      for (const one of all) this.#taken.add(this.#key(one))
      this.#numbers.set(series, number)
      return name
    }
  }
}

/** Compilers know the characters of the year they were made in: what is beyond the first plane may be newer than they are. */
const newer = /[\u{10000}-\u{10ffff}]/u

/** Whether a name stands in code as it is, whatever compiles it. */
export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && !newer.test(name)
}

/** `pet-store item` → `PetStoreItem`. A legal name that starts with a capital stays as it is. */
export function pascalCase(whole: string, prefix = 'Schema'): string {
  const text = shortened(whole)
  if (/^\p{Lu}[\p{ID_Continue}]*$/u.test(text) && isIdentifier(text)) return text
  const joined = words(text).map(capitalized).join('')
  return /^\p{L}/u.test(joined) ? joined : `${prefix}${joined}`
}

/** `issues/list-for-repo` → `issuesListForRepo`. A legal name that starts with a small letter stays as it is. */
export function camelCase(whole: string, prefix = 'operation'): string {
  const text = shortened(whole)
  if (/^\p{Ll}[\p{ID_Continue}]*$/u.test(text) && isIdentifier(text)) return text
  const [first = '', ...rest] = words(text)
  const head = /^\p{Lu}+$/u.test(first) ? first.toLowerCase() : first.charAt(0).toLowerCase() + first.slice(1)
  const joined = [head, ...rest.map(capitalized)].join('')
  return /^\p{L}/u.test(joined) ? joined : `${prefix}${capitalized(joined)}`
}

/** `Pet Store` → `pet-store`, safe as a file's name on every system. */
export function kebabCase(text: string): string {
  const ascii = text.normalize('NFKD').replace(/\p{M}/gu, '')
  return ascii
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
}

function words(text: string): readonly string[] {
  return text.split(/(?:[^\p{ID_Continue}]|[\u{10000}-\u{10ffff}])+|_+/u).filter((word) => word !== '')
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** A file's name has 255 bytes at most, and what follows the name needs some of them. */
const longestBytes = 200

function shortened(text: string): string {
  let bytes = 0
  for (let end = 0; end < text.length; end++) {
    bytes += text.charCodeAt(end) < 0x80 ? 1 : 3
    if (bytes > longestBytes) return text.slice(0, end)
  }
  return text
}
