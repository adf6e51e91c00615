import { randomFrom } from '../../base/random.ts'
import { equal } from '../../openapi/admits.ts'
import type { Operation, Parameter } from '../../openapi/api.ts'
import { sample } from '../sample/sampler.ts'
import { addressOf, captures, rival } from './address.ts'
import { type Context, fieldOf, type ParameterSamples, parameterSamples, unsendable } from './parameter-samples.ts'
import { type WrittenParameter, writeParameter } from './parameter-text.ts'
import { shownValues } from './shown-values.ts'

type Written = ReadonlyMap<Parameter, WrittenParameter>

/** What the parameters of an operation can be. */
export interface ParameterStock {
  /** The plainest values, to fall back on; and why some parameters have none. */
  readonly samples: ParameterSamples
  /** What the document shows. */
  readonly shown: ReadonlyMap<Parameter, readonly WrittenParameter[]>
}

export function parameterStock(operation: Operation, context: Context): ParameterStock {
  const shown = operation.parameters.map((parameter) => [parameter, shownValues(parameter, context)] as const)
  return { samples: parameterSamples(operation, context), shown: new Map(shown) }
}

/**
 * The number-th variation: of what the document shows each in turn, of the rest values made after their schemas by the seed. Undefined where a value is
 * missing, or leads to another operation.
 */
export function variedParameters(
  operation: Operation,
  parameters: readonly Parameter[],
  { stock, context, seed, number }: Variation,
): Written | undefined {
  const random = randomFrom(`${seed} optional`)
  // A header or cookie that may be left out often changes what is asked, as a condition does.
  const drawn = parameters.filter(
    ({ required, place }) => required || (place === 'query' && random() < 0.5 && number > 0),
  )
  const written = new Map(
    drawn.flatMap((parameter) => {
      const made = varied(parameter, { stock, context, seed, number })
      return made ? [[parameter, made] as const] : []
    }),
  )
  if (drawn.some((parameter) => parameter.required && !written.has(parameter))) return undefined
  const plainPath = new Map([...written, ...pathOf(stock.samples.written)])
  return [written, plainPath].find((one) => leadsThere(operation, one, context))
}

export interface Variation {
  readonly stock: ParameterStock
  readonly context: Context
  /** Another one for each variation. */
  readonly seed: string
  readonly number: number
}

function varied(parameter: Parameter, { stock, context, seed, number }: Variation): WrittenParameter | undefined {
  if (unsendable(parameter) !== undefined) return undefined
  const shown = stock.shown.get(parameter) ?? []
  if (shown.length > 0) return shown[number % shown.length]
  const schema = context.directed.direct(parameter.schema, 'request')
  const { encoding } = parameter
  const shape = encoding.kind === 'style' ? encoding.shape.kind : 'scalar'
  const wanted = shape === 'scalar' ? schema : { allOf: [schema, { types: [shape] }] }
  for (const { adapt, find } of [context.views.bare, context.views.filled]) {
    const made = sample(adapt(wanted), { path: fieldOf(parameter), find, seed })
    const written = 'value' in made ? writeParameter(parameter, made.value, context.api) : undefined
    if (written && 'value' in made && equal(written.read, made.value)) return written
  }
  return stock.samples.written.get(parameter)
}

/** Whether the path is this operation's, and each of its parameters is read as it was written. */
function leadsThere(operation: Operation, written: Written, context: Context): boolean {
  const texts = new Map([...pathOf(written)].map(([{ name }, { pairs }]) => [name, pairs[0]?.[1] ?? '']))
  const path = addressOf(operation.template, texts)
  const told = captures(operation.template, path)
  return !rival(operation, path, context.api) && [...texts].every(([name, text]) => told?.get(name) === text)
}

function pathOf(written: Written): Written {
  return new Map([...written].filter(([{ place }]) => place === 'path'))
}
