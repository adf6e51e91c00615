import type { LoadPlan, Shape } from '../plan.ts'

/** A run that looks for a rate limit, as one client. */
export interface RateLimitPlan extends LoadPlan {
  /** How long all of it may take, how many requests are under way at a time, and how many are made until the first 429 where nobody says what to expect. */
  readonly shape: Extract<Shape, { kind: 'iterations' }>
  readonly rateLimit: {
    /** What the user expects; else the server's headers say what is to be found. */
    readonly expected: RateLimit | null
    /** Whether the number of requests was chosen by the user; else it is twice what is expected or told, and one more. */
    readonly bounded: boolean
    readonly other: OtherClient | null
  }
}

/** So many requests of one client in each window. */
export interface RateLimit {
  readonly requests: number
  readonly windowMs: number
}

/** Who asks while the first client is refused: from another address of this machine, or with headers of its own. */
export type OtherClient =
  | { readonly by: 'address'; readonly address: string }
  | { readonly by: 'headers'; readonly names: readonly string[]; readonly headers: Readonly<Record<string, string>> }
