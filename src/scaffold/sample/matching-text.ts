import RandExp from 'randexp'

const tries = 40
/** A text that takes more is not what an example is for. */
const mostChoices = 1000

/** Texts made after a regular expression, the readable ones first. Not all need match: what looks ahead or behind is passed over. */
export function textsLike(pattern: string, minLength: number): readonly string[] {
  if (/\{\d{4,}/.test(pattern)) return []
  const found = new Set<string>()
  for (let number = 0; number < tries; number++) {
    const text = textLike(pattern, number, minLength)
    if (text === undefined) break
    found.add(text)
  }
  return [...found].sort((a, b) => Number(isReadable(b)) - Number(isReadable(a)))
}

/** Undefined for an expression that randexp does not know, or for repetitions of repetitions without end. */
function textLike(pattern: string, number: number, minLength: number): string | undefined {
  let choices = 0
  try {
    const generator = new RandExp(pattern)
    generator.max = Math.max(6, Math.min(minLength, mostChoices))
    generator.randInt = (low, high) => {
      choices++
      if (choices > mostChoices + minLength) throw new RangeError('Too many choices')
      const step = (number >> 1) % (high - low + 1)
      return number % 2 === 0 ? low + step : high - step
    }
    return generator.gen()
  } catch {
    // The caller says that no text was found.
    return undefined
  }
}

function isReadable(text: string): boolean {
  return /^[\w.:/@+-]+$/.test(text)
}
