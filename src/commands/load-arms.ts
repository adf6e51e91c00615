import { UserError } from '../base/errors.ts'
import { parseHeader, parseTargetUrl } from '../load/parse.ts'
import type { Arm, ArmName, LoadPlan } from '../load/plan.ts'
import type { Network } from '../ports/network.ts'

/** What is asked of each address. */
export interface Asked {
  readonly method: string
  readonly body?: string | undefined
  /** `Name: value` each. */
  readonly headers: readonly string[]
  /** The one status that counts as success; 200 to 399 when absent. */
  readonly expectStatus?: number | undefined
}

/** An address and what is asked of it → an arm of a run. UserErrors: `bad-option`, `bad-input`. */
export function armOf(name: ArmName, address: string, { method, headers, body }: Asked): Arm {
  return {
    name,
    target: {
      url: parseTargetUrl(address).href,
      method: method.toUpperCase(),
      headers: Object.fromEntries(headers.map(parseHeader)),
      ...(body !== undefined && { body }),
    },
  }
}

export function expectedBy(status: number | undefined): LoadPlan['expected'] {
  return status === undefined ? { min: 200, max: 399 } : { min: status, max: status }
}

/** UserError `unreachable-host` for a host that has no address. */
export async function requireHosts(arms: readonly Arm[], network: Network): Promise<void> {
  for (const { hostname } of arms.map(({ target }) => new URL(target.url))) {
    if (await network.resolves(hostname)) continue
    throw new UserError('unreachable-host', `The host ${hostname} has no address. Check the spelling, or your DNS.`)
  }
}
