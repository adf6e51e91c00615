import { UserError } from '../../src/base/errors.ts'
import { parseGate } from '../../src/load/gate.ts'
import type { Inputs } from './inputs.ts'

/** What addresses are compared with: the service of the commit that the change is based on, or a saved run. */
export type Compare =
  | { readonly kind: 'commit'; readonly port: string }
  | { readonly kind: 'saved'; readonly path: string }

/** UserError `bad-input` for a gate that needs a base where there is none. */
export function refuseBaseless({ compare, gates: { gates } }: Inputs): void {
  const gate = gates.find((text) => parseGate(text).ofBase)
  if (gate !== undefined && compare === '') throw mistake(`The gate ${gate} needs a base: set the input compare.`)
}

/** UserError `bad-input` for what cannot be compared. */
export function compareOf({ compare, url: urls, start }: Inputs): Compare | undefined {
  if (compare === '') return undefined
  if (compare !== 'base') {
    if (urls.length === 1) return { kind: 'saved', path: compare }
    throw mistake(`${compare} compares with one address, and there are ${urls.length}.`)
  }
  if (start === '') throw mistake('compare: base needs the input start: it starts the service of the base, too.')
  if (!urls.every(isHere)) {
    throw mistake(
      'compare: base starts both services on this machine, so url is to be such as http://127.0.0.1:3000/users.',
    )
  }
  const [port, ...others] = new Set(urls.map(portOf))
  if (port !== undefined && others.length === 0) return { kind: 'commit', port }
  throw mistake('compare: base starts one more service, so the addresses of url need to have one port.')
}

const here = /^(127\.\d+\.\d+\.\d+|0\.0\.0\.0|localhost|\[::1\])$/

/** Whether an address is one of this machine. */
export function isHere(url: string): boolean {
  return here.test(new URL(url).hostname)
}

/** The same address at another port. */
export function atPort(url: string, port: string): string {
  const moved = new URL(url)
  moved.port = port
  return moved.href
}

/** As it is listened on, also where the address leaves it out. */
export function portOf(url: string): string {
  const { port, protocol } = new URL(url)
  return port || (protocol === 'https:' ? '443' : '80')
}

function mistake(message: string): UserError {
  return new UserError('bad-input', message)
}
