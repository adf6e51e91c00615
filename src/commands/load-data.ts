import { UserError } from '../base/errors.ts'
import { parseTargetUrl } from '../load/parse.ts'
import { filledTargets, refusePlaceholders } from '../load/placeholders.ts'
import type { Arm } from '../load/plan.ts'
import { parseRows } from '../load/rows.ts'
import type { K6Requests } from '../ports/k6.ts'
import type { World } from '../ports/world.ts'
import { type Asked, armOf } from './load-arms.ts'

/** One address with placeholders, and its requests, of which each row of data makes one. */
export interface DataRequests {
  readonly arm: Arm
  readonly requests: K6Requests
  readonly rows: number
}

/** What k6 can hold for all its virtual users without being asked whether the machine has it. */
const mostSigns = 64_000_000

/** A file of data (`-` is standard input) and a request with placeholders → the requests of its rows, in their order. UserErrors: `bad-option`, `bad-input`, `missing-file`. */
export async function dataRequests(
  path: string,
  url: string,
  asked: Asked,
  { files, input }: Pick<World, 'files' | 'input'>,
): Promise<DataRequests> {
  parseTargetUrl(url)
  const plain = armOf('target', url, asked)
  // As the user wrote it: of an address that is parsed, the braces are not braces any more.
  const arm = { ...plain, target: { ...plain.target, url } }
  const name = path === '-' ? 'standard input' : path
  const rows = parseRows(path === '-' ? await input() : await files.read(path), name)
  refusePlaceholders(arm.target, Object.keys(rows[0] ?? {}))
  const list = filledTargets(arm.target, rows).map((target) => ({ ...target, endpoint: 0, credentials: [] }))
  const signs = list.reduce((sum, target) => sum + JSON.stringify(target).length, 0)
  if (signs > mostSigns) {
    throw new UserError(
      'bad-input',
      `The requests of ${rows.length} rows of ${name} take ${Math.ceil(signs / 1e6)} MB, and ${mostSigns / 1e6} is the most. Leave rows out.`,
      { where: { file: name } },
    )
  }
  return { arm, requests: { list, secrets: {} }, rows: rows.length }
}
