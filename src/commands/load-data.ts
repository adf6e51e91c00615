import { UserError } from '../base/errors.ts'
import { filledTargets, refusePlaceholders } from '../load/placeholders.ts'
import type { Arm, PlannedRequest, Target } from '../load/plan.ts'
import { parseData } from '../load/rows.ts'
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
  const { target, ...plain } = armOf('target', url, asked)
  // As the user wrote it: of an address that is parsed, the braces are not braces any more.
  const arm = { ...plain, target: { ...target, url: url.trim() } }
  const name = path === '-' ? 'standard input' : path
  const data = parseData(path === '-' ? await input() : await files.read(path), name)
  refusePlaceholders(arm.target, Object.keys(data.rows[0] ?? {}))
  return { arm, requests: { list: listed(filledTargets(arm.target, data), name), secrets: {} }, rows: data.rows.length }
}

/** UserError `bad-input` for more than k6 can hold. */
function listed(targets: Iterable<Target>, name: string): readonly PlannedRequest[] {
  const list: PlannedRequest[] = []
  let signs = 0
  for (const target of targets) {
    list.push({ ...target, endpoint: 0, credentials: [] })
    signs += JSON.stringify(target).length
    if (signs > mostSigns) {
      const message = `The requests of ${name} take more than ${mostSigns / 1e6} MB, from row ${list.length} on. Leave rows out, or make the body smaller.`
      throw new UserError('bad-input', message, { where: { file: name } })
    }
  }
  return list
}
