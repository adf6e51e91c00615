import { UserError } from '../base/errors.ts'
import type { Kubernetes } from '../ports/services.ts'
import { runProcess } from './process.ts'

/** The kubectl on the PATH, with the context that it has. */
export const kubectl: Kubernetes = {
  async apply(folder) {
    const { code, stdout, stderr } = await runProcess('kubectl', ['apply', '-f', folder]).catch((cause: Error) => {
      throw new UserError(
        'tool-failed',
        `kubectl cannot be started (${cause.message}). Install it, or leave out --apply and apply ${folder} elsewhere.`,
        { cause },
      )
    })
    if (code === 0) return stdout.trim()
    throw new UserError('tool-failed', `kubectl apply -f ${folder} ended with ${code}: ${stderr.trim()}`)
  },
}
