import type { ActionHost } from '../src/action-host.ts'
import { UserError } from '../src/base/errors.ts'

/** All that there is to know of an action from outside; action.yml and the tables of its README are rendered from it. */
export interface ActionDefinition<Inputs extends InputDefinitions> {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly icon: string
  readonly color: string
  readonly inputs: Inputs
  readonly outputs: Readonly<Record<string, string>>
}

export type InputDefinitions = Readonly<Record<string, Input<unknown>>>

export interface Input<Value> {
  readonly description: string
  readonly required?: true
  /** As it stands in action.yml. */
  readonly default?: string
  /** The text of the input, trimmed → its value, or UserError. */
  parse(text: string): Value
}

export type InputValues<Inputs extends InputDefinitions> = {
  readonly [Name in keyof Inputs]: Inputs[Name] extends Input<infer Value> ? Value : never
}

/** Reads every declared input. UserError `bad-input` names the one that is missing or wrong. */
export function readInputs<Inputs extends InputDefinitions>(inputs: Inputs, host: ActionHost): InputValues<Inputs> {
  const values = Object.entries(inputs).map(([name, input]) => [name, readInput(name, input, host)])
  return Object.fromEntries(values) as InputValues<Inputs>
}

function readInput(name: string, input: Input<unknown>, host: ActionHost): unknown {
  const given = host.input(name)
  // An expression is for the runner: what it left empty is empty.
  const standard = input.default?.startsWith('${{') ? '' : (input.default ?? '')
  const text = given === '' ? standard : given
  if (text === '' && input.required) {
    throw new UserError('bad-input', `The input ${name} is missing: ${input.description}`)
  }
  try {
    return input.parse(text)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError('bad-input', `The input ${name} is wrong: ${error.message}`, { cause: error })
  }
}
