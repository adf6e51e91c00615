import RandExp from 'randexp'
import { rotated } from './rotated.ts'

/** The literals of a condition, and what is next to its numbers: one of them often satisfies it. */
export function valuesIn(definition: string, number: number): readonly string[] {
  const strings = [...definition.matchAll(/(~\*?\s*)?'((?:[^']|'')*)'/g)].flatMap(([, match, text = '']) => {
    const plain = text.replaceAll("''", "'")
    return match === undefined ? [plain] : [...matching(plain, number), plain]
  })
  const numbers = [...definition.replace(/'(?:[^']|'')*'/g, '').matchAll(/(?<![\w.])-?\d+(?:\.\d+)?(?!\w)/g)]
    .map(([text]) => Number(text))
    .flatMap((limit) => [limit + number, limit - number, limit])
  return rotated([...new Set([...strings, ...numbers.map(String)])], number - 1)
}

/** Texts that match a regular expression; PostgreSQL's and JavaScript's agree in what schemas use. */
function matching(pattern: string, number: number): readonly string[] {
  try {
    const generator = new RandExp(pattern)
    generator.max = 5
    generator.randInt = (low, high) => low + ((number * 7) % (high - low + 1))
    return [generator.gen()]
  } catch {
    // Not an expression of JavaScript: the other candidates have to do.
    return []
  }
}
