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

/** What has to be put away first, and how long the user is kept waiting for it. */
const duties = new Set<() => Promise<void>>()
const patienceMs = 10_000

/** An interruption runs the duty before the process ends; whoever has done it in another way calls the answer. */
export function beforeEnd(duty: () => Promise<void>): () => void {
  duties.add(duty)
  return () => void duties.delete(duty)
}

/** Also what comes up meanwhile, because the program goes on until its end. The second interruption does not wait. */
async function putAway(): Promise<void> {
  const work = doDuties()
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, patienceMs)
  })
  await Promise.race([work, patience])
  clearTimeout(timer)
}

async function doDuties(): Promise<void> {
  while (duties.size > 0) {
    const all = [...duties]
    duties.clear()
    await Promise.allSettled(all.map((duty) => duty()))
  }
}

/** Calls `end` on Ctrl-C, on SIGTERM and when the terminal goes away, once nothing can be torn; `exitCode` is 128 plus the signal's number. */
export function onInterruption(end: (exitCode: number) => void): void {
  for (const [signal, exitCode] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const, ['SIGHUP', 129] as const]) {
    const finish = () => (duties.size === 0 ? end(exitCode) : void putAway().then(() => end(exitCode)))
    process.on(signal, () => {
      const first = stop
      stop = undefined
      if (first) first()
      else if (critical === 0) finish()
      else waiting = finish
    })
  }
}
