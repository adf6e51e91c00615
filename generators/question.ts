import { UserError } from '../src/base/errors.ts'
import { wholeNumberIn } from '../src/base/number.ts'
import { closest, partsOf } from '../src/base/text.ts'

/** One thing that a generator asks. Its name is the flag that answers it without asking. */
export interface Question<Name extends string = string, Value = unknown> {
  readonly name: Name
  /** One letter that means the same flag. */
  readonly short?: string
  readonly message: string
  readonly kind: 'text' | 'choice' | 'yes-no'
  readonly choices: readonly Choice[]
  /** What an empty answer means, as text; without it the answer has to be given. */
  readonly initial?: string
  /** Asked only when an earlier answer is one of these. */
  readonly onlyWith?: Condition
  /** Text → value, or a UserError whose sentence says what to write instead. */
  parse(text: string): Value
}

export interface Choice<Value extends string = string> {
  readonly value: Value
  readonly label: string
}

/** Data and no function, because stock plop cannot bypass a question with a `when` function. */
export interface Condition {
  readonly question: string
  readonly is: readonly string[]
}

/** A question with a condition needs an initial answer, which stands when nobody is asked. */
type Details =
  | { readonly message: string; readonly short?: string; readonly initial?: string }
  | { readonly message: string; readonly short?: string; readonly initial: string; readonly onlyWith: Condition }

export function text<const Name extends string>(name: Name, details: Details): Question<Name, string>
export function text<const Name extends string, Value>(
  name: Name,
  details: Details & { readonly parse: (text: string) => Value },
): Question<Name, Value>
export function text(name: string, details: Details): Question {
  return { name, kind: 'text', choices: [], parse: someText, ...details }
}

export function choice<const Name extends string, const Value extends string>(
  name: Name,
  details: Details & { readonly choices: readonly Choice<Value>[] },
): Question<Name, Value> {
  return { name, kind: 'choice', parse: (word) => oneOf(word, details.choices), ...details }
}

export function yesNo<const Name extends string>(name: Name, details: Details): Question<Name, boolean> {
  return { name, kind: 'yes-no', choices: [], parse: (word) => oneOf(word, yesOrNo) === 'yes', ...details }
}

const yesOrNo = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
] as const

/** Any words, but not none. */
function someText(answer: string): string {
  if (answer.trim() !== '') return answer
  throw new UserError('bad-option', 'An answer is needed.')
}

function oneOf<Value extends string>(word: string, choices: readonly Choice<Value>[]): Value {
  const found = choices.find(({ value }) => value === word)
  if (found) return found.value
  const values = choices.map(({ value }) => value)
  const guess = closest(word, values)
  throw new UserError(
    'bad-option',
    `${JSON.stringify(word)} is none of ${values.join(', ')}.${guess ? ` Did you mean ${guess}?` : ''}`,
  )
}

/** A whole number in a range, both ends included. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const number = wholeNumberIn(text, low, high)
    if (number !== undefined) return number
    throw new UserError('bad-option', `${JSON.stringify(text)} is no whole number from ${low} to ${high}.`)
  }
}

/** An empty answer is none. */
export function optional<Value>(parse: (text: string) => Value): (text: string) => Value | undefined {
  return (text) => (text.trim() === '' ? undefined : parse(text))
}

/** `a, b` → each part by itself. */
export function listOf<Value>(parse: (text: string) => Value): (text: string) => readonly Value[] {
  return (text) => partsOf(text, ',').map(parse)
}
