import { UserError } from '../../src/base/errors.ts'
import { parseGate } from '../../src/load/gate.ts'
import { lines } from '../input.ts'

/** What a run has to hold. */
export interface Gates {
  readonly gates: readonly string[]
  /** A file of gates by endpoint. */
  readonly gatesFile: string | undefined
  /** Whether those of a production service are among them. */
  readonly production: boolean
  /** Whether nobody has said any. */
  readonly byDefault: boolean
}

const nameOfFile = /^[^<>]*\.(ya?ml|json)$/i
const setOfProduction = 'production'

/** Conditions, one a line; a line may also be `production`, and one the name of a file. UserErrors `bad-option`, `bad-input`. */
export function parseGates(text: string): Gates {
  const all = lines(text)
  const [gatesFile, another] = all.filter((line) => nameOfFile.test(line))
  if (another !== undefined) {
    throw new UserError('bad-input', `it names two files, ${gatesFile} and ${another}. Put all gates into one.`)
  }
  const single = all.filter((line) => line !== gatesFile && line !== setOfProduction)
  const byDefault = all.length === 0
  return { gates: single.map(gate), gatesFile, production: byDefault || all.includes(setOfProduction), byDefault }
}

function gate(line: string): string {
  if (/[<>]/.test(line)) return parseGate(line).text
  throw new UserError(
    'bad-input',
    `${JSON.stringify(line)} is neither a gate, such as p99<200, nor a file of gates, whose name ends in .yaml, .yml or .json.`,
  )
}
