import { equal } from '../../openapi/admits.ts'
import type { Api, Operation, Parameter } from '../../openapi/api.ts'
import type { Json, Schema } from '../../openapi/schema.ts'
import type { DirectedSchemas } from '../direction.ts'
import { fits } from '../sample/fits.ts'
import { places } from '../typescript/operation.ts'
import { addressOf, captures, rival } from './address.ts'
import { type WrittenParameter, writeParameter } from './parameter-text.ts'
import { filledSample, fullSample, shortSample, shownSample } from './samples.ts'
import type { Views } from './view.ts'

export interface Context {
  readonly api: Api
  readonly directed: DirectedSchemas
  readonly views: Views
}

/** The samples of an operation's parameters, and why some have none. */
export interface ParameterSamples {
  readonly written: ReadonlyMap<Parameter, WrittenParameter>
  readonly left: ReadonlyMap<Parameter, string>
}

/** `query.limit`. */
export function fieldOf({ place, name }: Parameter): string {
  return `${places.find((one) => one.place === place)?.key}.${name}`
}

/** A parameter's schema as samples are held to it. */
export function schemaOf({ schema }: Parameter, { directed, views }: Context): Schema {
  return views.whole.adapt(directed.direct(schema, 'request'))
}

export function parameterSamples(operation: Operation, context: Context): ParameterSamples {
  const written = new Map<Parameter, WrittenParameter>()
  const left = new Map<Parameter, string>()
  for (const parameter of operation.parameters) {
    const made = firstWritten(parameter, context)
    if (typeof made === 'string') left.set(parameter, made)
    else written.set(parameter, made)
  }
  const inPath = operation.parameters.filter(({ place }) => place === 'path')
  if (!inPath.every((parameter) => written.has(parameter))) return { written, left }
  return placed(operation, { written, left }, context)
}

/** Headers that Node writes itself, or that would change how the request is read. */
const ofTheConnection =
  /^(host|connection|content-length|content-encoding|transfer-encoding|te|trailer|upgrade|expect|keep-alive|cookie)$/

/** Why no request can carry a parameter, whatever its value is. */
export function unsendable({ place, name }: Parameter): string | undefined {
  if (name === '__proto__') return 'the server takes nothing of this name'
  if (place !== 'header') return undefined
  if (ofTheConnection.test(name)) return 'the connection decides on this header'
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) ? undefined : 'this is no name of a header'
}

function firstWritten(parameter: Parameter, context: Context): WrittenParameter | string {
  const hurdle = unsendable(parameter)
  if (hurdle !== undefined) return `${fieldOf(parameter)}: ${hurdle}`
  const schema = context.directed.direct(parameter.schema, 'request')
  const field = fieldOf(parameter)
  const shown = shownSample(schema, field, context.views)
  if ('why' in shown) return shown.why
  const short = shortSample(schema, field, context.views)
  const full = fullSample(schema, field, 'value' in short ? short.value : shown.value, context.views)
  const filled = filledSample(schema, field, context.views)
  const { encoding } = parameter
  const shape = encoding.kind === 'style' ? encoding.shape.kind : 'scalar'
  // A schema may admit a text where the style makes a list of all.
  const shaped =
    shape === 'scalar' ? filled : filledSample({ allOf: [schema, { types: [shape] }] }, field, context.views)
  const values = [short, filled, shaped].flatMap((one) => ('value' in one ? [one.value] : []))
  for (const value of [shown.value, full.value, ...values]) {
    const written = writeParameter(parameter, value, context.api)
    if (written && equal(written.read, value)) return written
  }
  return `${field}: its style cannot say ${JSON.stringify(shown.value).slice(0, 60)}`
}

/** Texts for the parameters of the path that lead to this operation and no other. */
function placed(operation: Operation, samples: ParameterSamples, context: Context): ParameterSamples {
  const { template, parameters } = operation
  const inPath = parameters.filter(({ place }) => place === 'path')
  let taken: string | undefined
  for (const [index] of others.entries()) {
    const chosen = new Map(inPath.map((parameter) => [parameter, candidate(parameter, samples, index, context)]))
    const texts = new Map([...chosen].map(([{ name }, { pairs }]) => [name, pairs[0]?.[1] ?? '']))
    const path = addressOf(template, texts)
    const other = rival(operation, path, context.api)
    taken ??= other && `path: ${path} belongs to ${other.path}`
    if (other) continue
    const told = asTold(chosen, captures(template, path), context)
    if (told) return { ...samples, written: new Map([...samples.written, ...told]) }
  }
  const [first] = inPath
  const why = taken ?? 'path: its parameters cannot be told from each other'
  return first ? { written: samples.written, left: new Map([...samples.left, [first, why]]) } : samples
}

/** What else a parameter can be, where its sample is part of another path. */
const others: readonly (readonly Json[])[] = [[], ['sample', 11], ['sample-2', 12], ['3-sample', 13]]

function candidate(parameter: Parameter, { written }: ParameterSamples, index: number, context: Context) {
  const sampled = written.get(parameter) ?? { pairs: [], read: null }
  const schema = schemaOf(parameter, context)
  for (const value of others[index] ?? []) {
    const other = fits(schema, value, context.views.whole.find)
      ? writeParameter(parameter, value, context.api)
      : undefined
    if (other && equal(other.read, value)) return other
  }
  return sampled
}

/** Of parameters without text between them, the first takes all that it can. Undefined when that does not fit. */
function asTold(
  chosen: ReadonlyMap<Parameter, WrittenParameter>,
  told: ReadonlyMap<string, string> | undefined,
  context: Context,
): ReadonlyMap<Parameter, WrittenParameter> | undefined {
  const read = [...chosen].map(([parameter, written]) => {
    const text = told?.get(parameter.name)
    if (text === undefined) return undefined
    if (text === written.pairs[0]?.[1]) return [parameter, written] as const
    // Cut within a character, it could not be decoded.
    const again = text.includes('%') ? undefined : writeParameter(parameter, text, context.api)
    const fit = again && fits(schemaOf(parameter, context), again.read, context.views.whole.find)
    return fit ? ([parameter, again] as const) : undefined
  })
  return read.every((one) => one !== undefined) ? new Map(read) : undefined
}
