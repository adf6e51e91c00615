import type { UserError } from '../base/errors.ts'
import { scratchTimeout } from './timed-database.ts'

/** A million short statements are endless too: all of a database together may take as long as this many that take longest. */
const mostStatements = 10

/** How long the requests to a scratch database may take, each and all together. */
export class Allowance {
  readonly #eachMs: number
  #leftMs: number

  constructor(eachMs: number) {
    this.#eachMs = eachMs
    this.#leftMs = eachMs * mostStatements
  }

  /** Of the next request. */
  get nextMs(): number {
    return Math.max(1, Math.min(this.#eachMs, this.#leftMs))
  }

  spend(ms: number): void {
    this.#leftMs -= ms
  }

  /** What a request is told that took its time; asked before the time is taken off. */
  error(): UserError {
    return this.#leftMs < this.#eachMs
      ? scratchTimeout(`all its statements in ${this.#eachMs * mostStatements} ms`)
      : scratchTimeout(`a statement in ${this.#eachMs} ms`)
  }
}
