import type { Service, ServicePlace, Services } from '../ports/services.ts'
import { beforeEnd } from './interruption.ts'
import { signalGroup, spawnGroup } from './process.ts'

const keptCharacters = 20_000
const graceMs = 5_000

/** Command lines run by bash, as the `run` steps of a workflow are, or by sh where there is no bash. */
export const nodeServices: Services = { start }

function start(command: string, { folder, variables }: ServicePlace = {}): Service {
  const script = `command -v bash >/dev/null && exec bash -c "$1"; exec sh -c "$1"`
  const child = spawnGroup('sh', ['-c', script, 'sh', command], {
    cwd: folder,
    env: { ...environment(), ...variables },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed = `${printed}${text}`.slice(-keptCharacters)
    })
  }
  let interrupted = false
  const gone = new Promise<number>((resolve) => {
    child.on('exit', (code) => resolve(code ?? 143))
    child.on('error', ({ message }) => {
      printed = message
      resolve(127)
    })
  })
  const end = async () => {
    signalGroup(child, 'SIGTERM')
    await Promise.race([gone, pause(graceMs)])
    // The shell is gone; what it had put into the background may not be.
    signalGroup(child, 'SIGKILL')
    child.stdout.destroy()
    child.stderr.destroy()
  }
  // What it leaves behind is removed once it writes no more, so that an interruption waits for it, too.
  const ended = beforeEnd(() => {
    interrupted = true
    return end()
  })
  return {
    // Nobody shall take it for a failure of the service that an interruption ends it.
    exited: gone.then((code) => (interrupted ? new Promise(() => undefined) : code)),
    output: () => printed,
    async stop() {
      await end()
      ended()
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}

/** What a `run` step would see: not the inputs (the token is among them), and not the files and tokens of this step. */
function environment(): NodeJS.ProcessEnv {
  const own = /^(INPUT_|ACTIONS_|GITHUB_(OUTPUT|ENV|PATH|STATE|STEP_SUMMARY)$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}
