import { parseGate } from '../../src/load/gate.ts'
import { lines } from '../input.ts'

/** What a run has to hold. */
export interface Gates {
  readonly gates: readonly string[]
  /** Whether nobody has said any, so that it is those of a production service. */
  readonly byDefault: boolean
}

/** Conditions, one a line. UserError `bad-option`. */
export function parseGates(text: string): Gates {
  const gates = lines(text).map((line) => parseGate(line).text)
  return { gates, byDefault: gates.length === 0 }
}
