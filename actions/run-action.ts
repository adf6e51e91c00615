import type { ActionHost } from '../src/action-host.ts'
import { UserError } from '../src/base/errors.ts'
import { exitCode } from '../src/base/exit-code.ts'
import { maskSecrets } from '../src/base/text.ts'
import type { World } from '../src/ports/world.ts'
import { fence } from '../src/report/markdown-text.ts'

export type Main = (host: ActionHost, world: World) => Promise<void>

/** The one place where an action fails by an error: users see their mistakes as a sentence, and ours with a stack. */
export async function runAction(main: Main, host: ActionHost, world: World): Promise<void> {
  try {
    await main(host, world)
  } catch (error) {
    const mistake = error instanceof UserError
    const text = mistake
      ? `${error.message} (${error.code})`
      : `This is a bug in the action; please report it. ${(error as Error)?.stack ?? String(error)}`
    await host.summary(`### ❌ The action could not do its work\n\n${fence(maskSecrets(text), 'text')}`)
    host.fail(maskSecrets(text), mistake ? exitCode.userMistake : exitCode.ourBug)
  }
}
