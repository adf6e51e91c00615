import { UserError } from '../../src/base/errors.ts'
import { maskSecrets } from '../../src/base/text.ts'
import type { Service } from '../../src/ports/services.ts'
import type { World } from '../../src/ports/world.ts'
import type { Inputs } from './inputs.ts'
import type { Subject } from './subject.ts'

/** The addresses that must answer before the load. */
export function awaited(subject: Subject, { start, 'wait-on': said }: Inputs): readonly string[] {
  if (said.length > 0 || start === '' || subject.kind === 'script') return said
  return subject.kind === 'document' ? [subject.url] : subject.urls
}

/** Waits until every address answers; a service that ends before is the reason why none will. UserErrors: `tool-failed`, `unreachable-host`. */
export async function ready(
  urls: readonly string[],
  { timeoutMs, service }: { readonly timeoutMs: number; readonly service: Service | undefined },
  { network, log }: Pick<World, 'network' | 'log'>,
): Promise<void> {
  const stop = new AbortController()
  try {
    for (const url of urls) {
      log.info(`Waiting for ${maskSecrets(url)} ...`)
      const answered = network.answers(url, { timeoutMs, signal: stop.signal })
      if (await Promise.race([answered, ...(service ? [ended(service)] : [])])) continue
      throw new UserError(
        'unreachable-host',
        `${maskSecrets(url)} did not answer with a status below 500 within ${timeoutMs / 1000} s. Does the service listen there? A slow start needs a longer wait-timeout.`,
      )
    }
  } finally {
    stop.abort()
  }
}

/** Rejects when the command fails. One that succeeds may have put the service into the background. */
async function ended({ exited }: Service): Promise<never> {
  const code = await exited
  if (code === 0) return new Promise(() => undefined)
  throw new UserError(
    'tool-failed',
    `The command of start ended with exit code ${code} before the service answered. Its last output is in the log.`,
  )
}
