import { UserError } from '../base/errors.ts'
import { maskSecrets } from '../base/text.ts'
import { covers, type Endpoint, endpointText } from '../load/endpoint.ts'
import { type Gate, parseGate, productionGates } from '../load/gate.ts'
import type { GateSet } from '../load/gate-set.ts'
import { parseTargetUrl } from '../load/parse.ts'
import type { PlannedEndpoint } from '../load/plan.ts'
import type { GatesOfRun } from '../load/verdict.ts'
import type { World } from '../ports/world.ts'
import type { LoadOptions } from './load.ts'
import { parseGatesFile } from './load-gates-file.ts'

/** What decides which gates a run has. */
export type GateOptions = Pick<LoadOptions, 'url' | 'method' | 'gates' | 'gatesFile' | 'production' | 'spec'>

interface Gates extends GatesOfRun {
  /** Whether those of a production service are among them. */
  readonly production: boolean
}

/**
 * All gates of a run: of the command line and of the file. Of a run of several endpoints, those of the file are of each endpoint. UserErrors: `bad-option`,
 * `bad-input`, `missing-file`.
 */
export async function gatesOf(
  options: GateOptions,
  endpoints: readonly PlannedEndpoint[],
  { files, input, log }: Pick<World, 'files' | 'input' | 'log'>,
): Promise<Gates> {
  const { gatesFile: file } = options
  const own = options.gates.map(parseGate)
  if (file === undefined) return together(options.production, own)
  const text = file === '-' ? await input() : await files.read(file)
  const name = file === '-' ? 'standard input' : file
  const set = parseGatesFile(text, name)
  if (endpoints.length > 0) {
    const narrowed = (options.spec?.operations ?? []).length > 0
    return ofEach(set, endpoints, { name, own, production: options.production, narrowed, log })
  }
  const target = { url: parseTargetUrl(options.url).href, method: options.method.toUpperCase() }
  const { gates, others } = gatesFor(set, target, name)
  if (others.length > 0) log.warn(`Of ${name}, this run is not about ${others.join(', ')}.`)
  return together(options.production || set.extends === 'production', [...gates, ...own])
}

/** Each gate once, however often it is said. */
function together(production: boolean, more: readonly Gate[]): Gates {
  const all = [...(production ? productionGates.map(parseGate) : []), ...more]
  return { gates: once(all), ofEndpoints: [], production }
}

function once(gates: readonly Gate[]): readonly Gate[] {
  return [...new Map(gates.map((gate) => [gate.text.replace(/\s+/g, ''), gate])).values()]
}

interface Besides {
  readonly name: string
  /** Those of the command line, which are about the run as a whole. */
  readonly own: readonly Gate[]
  readonly production: boolean
  /** Whether the user has named the operations. */
  readonly narrowed: boolean
  readonly log: World['log']
}

function ofEach(
  set: GateSet,
  planned: readonly PlannedEndpoint[],
  { name, own, production, narrowed, log }: Besides,
): Gates {
  const extended = set.extends === 'production' ? productionGates.map(parseGate) : []
  const forAll = [...extended, ...set.gates]
  const others = set.endpoints.filter((endpoint) => !planned.some((one) => isAbout(endpoint, one)))
  if (others.length > 0 && others.length === set.endpoints.length) {
    const message = `No endpoint of ${name} is among ${planned.map(({ method, path }) => `${method} ${path}`).join(', ')}. It has ${others.map(told).join(', ')}.`
    throw new UserError('bad-input', message, { where: { file: name, pointer: '/endpoints' } })
  }
  // A gate that nobody checks would hold.
  const unchecked = narrowed ? [] : others.filter(({ gates }) => gates.length > 0)
  if (unchecked.length > 0) {
    const message = `${name} has gates for ${unchecked.map(told).join(', ')}, and this run has no request to it. Correct the path or, if the document has it, name what to load with --operation.`
    throw new UserError('bad-input', message, { where: { file: name, pointer: '/endpoints' } })
  }
  if (others.length > 0) log.warn(`Of ${name}, this run is not about ${others.map(told).join(', ')}.`)
  const ofEndpoints = planned.map((one) =>
    once([
      ...forAll.filter(({ metric }) => metric !== 'duration'),
      ...set.endpoints.filter((endpoint) => isAbout(endpoint, one)).flatMap(({ gates }) => gates),
    ]),
  )
  // All endpoints have the same duration, that of the run.
  const whole = together(production, [...forAll.filter(({ metric }) => metric === 'duration'), ...own])
  return { ...whole, ofEndpoints, production: production || set.extends === 'production' }
}

/** The path of a file is that of the document, or that of the whole address. */
function isAbout(endpoint: Endpoint, { method, path, url }: PlannedEndpoint): boolean {
  return covers(endpoint, { method, url }) || covers(endpoint, { method, url: new URL(path, url).href })
}

/**
 * A file that has endpoints has to have the one that is loaded: else a misspelt path would be a gate that nobody checks.
 */
function gatesFor(
  { extends: production, gates, endpoints }: GateSet,
  target: { readonly url: string; readonly method: string },
  file: string,
): { gates: readonly Gate[]; others: readonly string[] } {
  const about = endpoints.filter((endpoint) => covers(endpoint, target))
  const asked = `${target.method} ${maskSecrets(target.url)}`
  if (about.length === 0 && endpoints.length > 0) {
    const message = `No endpoint of ${file} is ${asked}. It has ${endpoints.map(told).join(', ')}. Add it, with gates: [] when those for all are enough.`
    throw new UserError('bad-input', message, { where: { file, pointer: '/endpoints' } })
  }
  const found = [...gates, ...about.flatMap((endpoint) => endpoint.gates)]
  if (found.length === 0 && production === undefined) {
    throw new UserError('bad-input', `${file} has no gate for ${asked}.`, { where: { file } })
  }
  return { gates: found, others: endpoints.filter((endpoint) => !about.includes(endpoint)).map(told) }
}

function told(endpoint: Endpoint): string {
  return maskSecrets(endpointText(endpoint))
}
