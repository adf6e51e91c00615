/** Work that a signal may not tear: the process ends after it. */
let critical = 0
let waiting: (() => void) | undefined

/** What to do instead of ending, the first time. */
let stop: (() => void) | undefined

/** Runs the body to its end even when the user interrupts meanwhile. Keep it short. */
export async function uninterruptible<Result>(body: () => Promise<Result>): Promise<Result> {
  critical++
  try {
    return await body()
  } finally {
    critical--
    if (critical === 0) waiting?.()
  }
}

/** While the body runs, the first interruption asks it to stop and lets it finish; the second ends the process. */
export async function stoppable<Result>(onStop: () => void, body: () => Promise<Result>): Promise<Result> {
  stop = onStop
  try {
    return await body()
  } finally {
    stop = undefined
  }
}

/** Calls `end` on Ctrl-C, on SIGTERM and when the terminal goes away, once nothing can be torn; `exitCode` is 128 plus the signal's number. */
export function onInterruption(end: (exitCode: number) => void): void {
  for (const [signal, exitCode] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const, ['SIGHUP', 129] as const]) {
    process.on(signal, () => {
      const first = stop
      stop = undefined
      if (first) first()
      else if (critical === 0) end(exitCode)
      else waiting = () => end(exitCode)
    })
  }
}
