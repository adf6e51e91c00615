import { UserError } from '../base/errors.ts'
import type { World } from '../ports/world.ts'

/** The body of every request, said or in a file (`-` is standard input). UserErrors: `bad-option`, `missing-file`, `bad-input`. */
export async function requestBody(
  { body, bodyFile }: { readonly body?: string | undefined; readonly bodyFile?: string | undefined },
  { files, input }: Pick<World, 'files' | 'input'>,
): Promise<string | undefined> {
  if (bodyFile === undefined) return body
  if (body !== undefined) throw new UserError('bad-option', 'The body is said twice. Leave --body or --body-file out.')
  return bodyFile === '-' ? input() : files.read(bodyFile)
}
