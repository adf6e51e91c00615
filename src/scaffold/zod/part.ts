/** A function or pattern that validators.ts has when it needs it. */
export interface Part {
  readonly text: string
  readonly needs?: readonly string[]
}
