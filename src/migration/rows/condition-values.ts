import RandExp from 'randexp'
import { rotated } from './rotated.ts'

/** The literals of a condition, and what is next to its numbers: one of them often satisfies it. */
export function valuesIn(definition: string, number: number): readonly string[] {
  const strings = [...definition.matchAll(/(~\*?\s*)?'((?:[^']|'')*)'/g)].flatMap(([, match, text = '']) => {
    const plain = text.replaceAll("''", "'")
    return match === undefined ? [plain] : [...matching(plain, number), plain]
  })
  return [...new Set([...rotated([...new Set(strings)], number - 1), ...numbersIn(definition, number)])]
}

/** What is next to the numbers of a condition, on the side that their operators ask for first. */
function numbersIn(definition: string, number: number): readonly string[] {
  const plain = definition.replace(/'(?:[^']|'')*'/g, '')
  const found = [...plain.matchAll(/(<|>)?=?\s*\(?(?<![\w.])(-?\d+(?:\.\d+)?)(?!\w)/g)]
  return found.flatMap(([, operator, text]) => {
    const limit = Number(text)
    const [above, below] = [limit + number, limit - number]
    return (operator === '<' ? [below, above, limit] : [above, below, limit]).map(String)
  })
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
