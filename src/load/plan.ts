/** What one run of k6 has to do; given to the runner script as JSON. All times are in milliseconds. */
export interface LoadPlan {
  readonly schemaVersion: 1
  readonly target: Target
  /** Virtual users, each with one request under way at a time. */
  readonly concurrency: number
  readonly durationMs: number
  /** Load before the measured part, which no number of the report includes. */
  readonly warmupMs: number
  readonly timeoutMs: number
  readonly verifyTls: boolean
  /** The statuses that count as success. */
  readonly expected: { readonly min: number; readonly max: number }
}

export interface Target {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}
