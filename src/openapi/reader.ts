import { closest } from '../base/text.ts'
import type { Diagnostic } from './diagnostic.ts'
import { placeIn, splitRef } from './reference.ts'
import type { Mistake, Position, SourceFile } from './source-file.ts'
import { isWellFormed, resolvePath, type SourceSet } from './source-set.ts'
import { at, isObject, type JsonObject, kindOf, type Spot } from './spot.ts'

/** Reads a document, and gathers what is wrong with it. */
export class Reader {
  readonly #sources: SourceSet
  readonly #diagnostics = new Map<string, Diagnostic>()

  constructor(sources: SourceSet) {
    this.#sources = sources
  }

  get root(): Spot {
    return { file: this.#sources.root, pointer: '', value: this.#sources.root.value }
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#diagnostics.values()]
  }

  /** The first line for a file that was not read. */
  locate({ file, pointer }: { readonly file: string; readonly pointer: string }): Position {
    const { root, files } = this.#sources
    const found = file === root.path ? root : files.get(file)
    return found && 'locate' in found ? found.locate(pointer) : { line: 1, column: 1 }
  }

  error(spot: Spot, code: string, message: string): void {
    this.#report('error', spot, code, message)
  }

  warn(spot: Spot, code: string, message: string): void {
    this.#report('warning', spot, code, message)
  }

  /** A file that does not parse. */
  broken({ path }: SourceFile, { message, line, column }: Mistake, severity: Diagnostic['severity'] = 'error'): void {
    const key = `${path}:${line}:${column} ${message}`
    this.#diagnostics.set(key, {
      severity,
      code: 'broken-file',
      message,
      file: path,
      line,
      column,
      pointer: '',
    })
  }

  /** What two operations share is read twice, and told once. A message may quote a name that is megabytes of anything. */
  #report(severity: Diagnostic['severity'], { file, pointer }: Spot, code: string, whole: string): void {
    const message = shortened(whole)
    const key = `${file.path}#${pointer} ${code} ${message}`
    if (this.#diagnostics.has(key)) return
    this.#diagnostics.set(key, { severity, code, message, file: file.path, ...file.locate(pointer), pointer })
  }

  /** The object at a spot, or undefined, with a diagnostic, for anything else. */
  object(spot: Spot, what: string): JsonObject | undefined {
    if (isObject(spot.value)) return spot.value
    this.error(spot, 'wrong-type', `${what} must be an object, and this is ${kindOf(spot.value)}.`)
    return undefined
  }

  /** The members of the object under a key; none when the key is absent. */
  members(spot: Spot, key: string): readonly (readonly [string, Spot])[] {
    const child = at(spot, key)
    if (child.value === undefined) return []
    const value = this.object(child, `\`${key}\``)
    return value ? Object.keys(value).map((name) => [name, at(child, name)] as const) : []
  }

  /** The elements of the list under a key; none when the key is absent. */
  elements(spot: Spot, key: string): readonly Spot[] {
    const child = at(spot, key)
    if (child.value === undefined) return []
    if (Array.isArray(child.value)) return child.value.map((_, index) => at(child, index))
    this.error(child, 'wrong-type', `\`${key}\` must be a list, and this is ${kindOf(child.value)}.`)
    return []
  }

  text(spot: Spot, key: string): string | undefined {
    return this.#typed(spot, key, 'string', 'a text') as string | undefined
  }

  flag(spot: Spot, key: string): boolean | undefined {
    return this.#typed(spot, key, 'boolean', 'true or false') as boolean | undefined
  }

  number(spot: Spot, key: string): number | undefined {
    return this.#typed(spot, key, 'number', 'a number') as number | undefined
  }

  #typed(spot: Spot, key: string, type: string, what: string): unknown {
    const child = at(spot, key)
    if (child.value === undefined) return undefined
    const right = typeof child.value === type && !(type === 'number' && !Number.isFinite(child.value))
    if (right) return child.value
    this.error(child, 'wrong-type', `\`${key}\` must be ${what}, and this is ${kindOf(child.value)}.`)
    return undefined
  }

  /** Warns of a misspelt key: one that is near to a known one that is not there. */
  knowing(spot: Spot, keys: readonly string[]): void {
    if (!isObject(spot.value)) return
    const there = spot.value
    const unknown = Object.keys(there).filter((key) => !keys.includes(key) && !key.startsWith('x-'))
    const missing = unknown.length > 0 ? keys.filter((known) => !(known in there)) : []
    for (const key of unknown) {
      const meant = closest(key, missing)
      if (meant === undefined) continue
      this.warn(at(spot, key), 'unknown-key', `\`${key}\` means nothing here. Was \`${meant}\` meant?`)
    }
  }

  /** Follows `$ref`s until there is none. Undefined, with a diagnostic of that severity, when they lead nowhere or in a circle. */
  follow(spot: Spot, severity: Diagnostic['severity'] = 'error'): Spot | undefined {
    const seen = new Set<string>()
    let here: Spot | undefined = spot
    while (here && isObject(here.value) && typeof here.value.$ref === 'string') {
      const key = `${here.file.path}#${here.pointer}`
      if (seen.has(key)) {
        this.#report(severity, spot, 'circular-ref', `The reference ${String(here.value.$ref)} leads back to itself.`)
        return undefined
      }
      seen.add(key)
      here = this.target(at(here, '$ref'), severity)
    }
    return here
  }

  /** What a `$ref` points to; the spot is that of the `$ref` itself. */
  target(spot: Spot, severity: Diagnostic['severity'] = 'error'): Spot | undefined {
    if (typeof spot.value !== 'string') {
      this.error(spot, 'wrong-type', `\`$ref\` must be a text, and this is ${kindOf(spot.value)}.`)
      return undefined
    }
    const [path = '', fragment = ''] = splitRef(spot.value)
    if (path !== '' && !isWellFormed(path)) {
      this.#report(severity, spot, 'bad-ref', `The reference ${spot.value} is neither a path nor a URL.`)
      return undefined
    }
    const file = path === '' ? spot.file : this.#file(spot, resolvePath(spot.file.path, path), severity)
    if (!file || file.mistakes.length > 0) return undefined
    const found = placeIn(file, fragment)
    if (found === undefined) {
      const where = file === spot.file ? 'the document' : file.path
      this.#report(
        severity,
        spot,
        'dangling-ref',
        `The reference ${spot.value} leads nowhere: ${where} has nothing there.`,
      )
    }
    return found
  }

  #file(spot: Spot, path: string, severity: Diagnostic['severity']): SourceFile | undefined {
    const file = this.#sources.files.get(path)
    if (file && 'value' in file) {
      for (const mistake of file.mistakes) this.broken(file, mistake, severity)
      return file
    }
    if (file) this.#report(severity, spot, file.code, file.why)
    return undefined
  }
}

const longest = 1000

function shortened(message: string): string {
  return message.length > longest ? `${message.slice(0, longest / 2)} ... ${message.slice(-longest / 2)}` : message
}
