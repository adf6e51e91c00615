/** For people, never for programs: goes to standard error. */
export interface Log {
  info(message: string): void
  warn(message: string): void
}

export interface Clock {
  now(): Date
  /** Milliseconds since some moment, for durations. */
  elapsed(): number
  /** Ends early, without an error, when the signal says so. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Ctrl-C, SIGTERM and a terminal that goes away. */
export interface Interruption {
  /** While the body runs, the first interruption asks it to stop and lets it finish; the second ends the program. */
  stoppable<Result>(onStop: () => void, body: () => Promise<Result>): Promise<Result>
}

/** What programs run on. */
export interface Machine {
  /** How much memory a program may still take, in bytes. */
  freeMemory(): number
}
