import { UserError } from '../base/errors.ts'
import { count } from '../base/text.ts'
import type { PlannedEndpoint, PlannedRequest } from '../load/plan.ts'
import type { Operation } from '../openapi/api.ts'
import type { World } from '../ports/world.ts'
import type { Access, Credential } from './load-credentials.ts'
import { type LeftOut, operationText } from './load-operations.ts'

/** k6 looks through the numbers of all of them for every request. */
const mostEndpoints = 100

/** An operation, and how its requests are let in. */
export interface Opened {
  readonly operation: Operation
  readonly access: Access
}

/** An operation with its requests. */
export interface Planned {
  readonly endpoint: PlannedEndpoint
  readonly requests: readonly Omit<PlannedRequest, 'endpoint'>[]
  readonly credentials: readonly Credential[]
  readonly invented: readonly string[]
}

/** Said of all at once, because each variable is one more run that is refused. */
export function refuseLocked(opened: readonly Opened[]): void {
  const locked = opened.flatMap(({ operation, access }) => (access.kind === 'locked' ? [{ operation, access }] : []))
  const [first] = locked
  if (!first) return
  const lacking = new Map(
    locked.flatMap(({ access }) => access.lacking.map(({ scheme, variables }) => [scheme, variables])),
  )
  const lines = [...lacking].map(([scheme, variables]) => `for ${scheme} set ${variables.join(' or ')}`)
  const more = locked.length > 1 ? ` and ${count(locked.length - 1, 'other operation')}` : ''
  throw new UserError(
    'no-credential',
    `${operationText(first.operation)}${more} cannot be loaded without credentials: ${lines.join(', ')}; or name only others with --operation.`,
  )
}

export function refuseHindered([first]: readonly LeftOut[]): void {
  if (first) throw new UserError('unsupported', `${operationText(first.operation)} ${first.why}.`)
}

export function refuseMany({ length }: readonly Operation[], document: string): void {
  if (length <= mostEndpoints) return
  throw new UserError(
    'bad-option',
    `${document} has ${length} operations to load, and a run measures ${mostEndpoints} at most. Name those that matter with --operation.`,
  )
}

export function refuseNone({ length }: readonly Planned[], leftOut: readonly LeftOut[], document: string): void {
  if (length > 0) return
  const why = leftOut.length > 0 ? `: ${leftOutLines(leftOut).join('; ')}` : ''
  throw new UserError('bad-input', `${document} has no operation that can be loaded${why}.`, {
    where: { file: document },
  })
}

export function tell(planned: readonly Planned[], leftOut: readonly LeftOut[], log: World['log']): void {
  for (const line of leftOutLines(leftOut)) log.warn(`Left out: ${line}.`)
  const unsure = planned.filter(({ invented }) => invented.length > 0)
  if (unsure.length === 0) return
  const names = unsure.map(({ endpoint: { method, path }, invented }) => `${method} ${path} (${invented.join(', ')})`)
  log.warn(
    `The document shows no value for a part of these paths, so what is asked for may not be there: ${names.join(', ')}. Give the parameters an example that exists.`,
  )
}

/** The reasons, each with all operations that it is about. */
function leftOutLines(leftOut: readonly LeftOut[]): readonly string[] {
  const reasons = [...new Set(leftOut.map(({ why }) => why))]
  return reasons.map((reason) => {
    const names = leftOut.filter(({ why }) => why === reason).map(({ operation }) => operationText(operation))
    return names.length === 1 ? `${names[0]} ${reason}` : `${names.join(', ')} (each ${reason})`
  })
}
