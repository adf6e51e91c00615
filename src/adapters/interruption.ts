/** Work that a signal may not tear: the process ends after it. */
let critical = 0
let waiting: (() => void) | undefined

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

/** Calls `end` on Ctrl-C and on SIGTERM, once nothing can be torn; `exitCode` is 128 plus the signal's number. */
export function onInterruption(end: (exitCode: number) => void): void {
  for (const [signal, exitCode] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
    process.on(signal, () => {
      if (critical === 0) end(exitCode)
      else waiting = () => end(exitCode)
    })
  }
}
