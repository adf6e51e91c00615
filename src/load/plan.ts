/** What one run of k6 has to do; given to the runner script as JSON. All times are in milliseconds. */
export interface LoadPlan {
  readonly schemaVersion: 1
  readonly arms: readonly Arm[]
  /** Of the random order in which the arms take turns. */
  readonly seed: number
  /**
   * Parts of equal length into which the measured part is cut, 0 for none: by time or, for a number of iterations, by number. Of several arms, every one has two
   * turns in a round, and the requests of each turn are kept apart as its halves: whatever differs between them is noise.
   */
  readonly blocks: number
  /** How many rows of data take turns; absent without. */
  readonly rows?: number | undefined
  /** Of all segments together. */
  readonly shape: Shape
  /** Which part of it this run is; all of it when absent. */
  readonly segment?: Segment | undefined
  /** Load before the measured part, which no number of the report includes. */
  readonly warmupMs: number
  readonly timeoutMs: number
  readonly verifyTls: boolean
  /** Whether a connection serves more than one request; then k6 repeats some requests unseen (`isRepeatedUnseen`). */
  readonly reuse: boolean
  /** The statuses that count as success. */
  readonly expected: StatusRange
}

/** One of equal parts into which a plan is cut, from 1: `{ index: 1, of: 3 }` is the first of three. */
export interface Segment {
  readonly index: number
  readonly of: number
}

/** What is measured on its own; those of one run take turns. */
export interface Arm {
  readonly name: ArmName
  readonly target: Target
  /** What is asked besides, each measured on its own too; the requests themselves are beside the plan, and `target` only names them all. */
  readonly endpoints?: readonly PlannedEndpoint[]
}

/** One operation of those that are loaded together. */
export interface PlannedEndpoint {
  readonly operation: string
  readonly method: string
  /** As its document has it, such as `/users/{id}`. */
  readonly path: string
  /** The same with the address before it. */
  readonly url: string
  /** The statuses that count as success. */
  readonly expected: readonly StatusRange[]
  /** Whether a page of HTML may be the answer, as far as the document says. */
  readonly mayBePage: boolean
}

export interface StatusRange {
  readonly min: number
  readonly max: number
}

/** One of the requests that take turns. */
export interface PlannedRequest extends Target {
  /** Its place among the arm's endpoints, where it has any. */
  readonly endpoint: number
  /** What is put in by the runner, so that it is in no file. */
  readonly credentials: readonly PlannedCredential[]
}

export interface PlannedCredential {
  readonly place: 'header' | 'query' | 'cookie'
  readonly name: string
  /** The variable in k6's environment that has its text. */
  readonly variable: string
}

export const armNames = ['target', 'base', 'candidate'] as const
export type ArmName = (typeof armNames)[number]

export interface Target {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * How much load there is over time. In the closed model (`users`, `iterations`) each user waits for its answer before it asks again; in
 * the open model (`rate`) requests come when they come, and `users` is how many may be under way.
 */
export type Shape =
  | { readonly kind: 'users'; readonly users: Level; readonly durationMs: number }
  | { readonly kind: 'rate'; readonly perSecond: Level; readonly users: number; readonly durationMs: number }
  | { readonly kind: 'iterations'; readonly users: number; readonly iterations: number; readonly longestMs: number }

/** Where the load starts, and the stages in which it changes from there on; without any it stays. */
export interface Level {
  readonly start: number
  readonly stages: readonly Stage[]
}

/** The load goes to the target in a straight line; at once when the duration is 0. */
export interface Stage {
  readonly durationMs: number
  readonly target: number
}
