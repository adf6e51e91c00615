/** The parser counts bytes of UTF-8, JavaScript counts UTF-16 units. */
export class ByteOffsets {
  readonly #text: string
  readonly #buffer: Uint8Array | undefined
  /** The last place that was asked for: places are asked for in their order, and a script may have a million. */
  #last = { byte: 0, char: 0 }

  constructor(text: string) {
    this.#text = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is whether the text is plain ASCII.
    this.#buffer = /[^\u0000-\u007f]/.test(text) ? new TextEncoder().encode(text) : undefined
  }

  slice(start: number, length: number | undefined): string {
    const end = length ? start + length : undefined
    return this.#buffer ? decoder.decode(this.#buffer.subarray(start, end)) : this.#text.slice(start, end)
  }

  charAt(byte: number): number {
    if (!this.#buffer) return byte
    const from = byte < this.#last.byte ? { byte: 0, char: 0 } : this.#last
    const char = from.char + decoder.decode(this.#buffer.subarray(from.byte, byte)).length
    this.#last = { byte, char }
    return char
  }
}

const decoder = new TextDecoder()
