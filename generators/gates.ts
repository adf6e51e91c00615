import { parseGate, productionGates } from '../src/load/gate.ts'
import { listOf } from './question.ts'

/** `p99<200, success>99.5%` → one text per gate, without blanks; `production` stands for its own. UserError `bad-option`. */
export function parseGates(answer: string): readonly string[] {
  return listOf((part) => (part === 'production' ? productionGates : [parseGate(part).text.replace(/\s+/g, '')]))(
    answer,
  ).flat()
}
