import { UserError } from '../src/base/errors.ts'
import type { Question } from './question.ts'

/** Answers as the user wrote them, by the name of the question. */
export type Texts = Readonly<Record<string, string>>

/** Each text by its question's parser; what was not answered has its initial answer. UserErrors name the flag. */
export function parseAnswers(questions: readonly Question[], texts: Texts): Readonly<Record<string, unknown>> {
  return Object.fromEntries(questions.map((question) => [question.name, parseAnswer(question, texts)]))
}

function parseAnswer(question: Question, texts: Texts): unknown {
  const text = texts[question.name] ?? question.initial
  if (text === undefined) throw missing([question])
  try {
    return question.parse(text)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(error.code, `--${question.name}: ${error.message}`, { cause: error, where: error.where })
  }
}

/** Refuses answers that are wrong in themselves or answer a question that these answers do not raise. */
export function checkGiven(questions: readonly Question[], texts: Texts): void {
  for (const question of questions) {
    if (texts[question.name] === undefined) continue
    parseAnswer(question, texts)
    if (!applies(question, texts, questions)) throw misplaced(question)
  }
}

function misplaced({ name, onlyWith }: Question): UserError {
  const wanted = `--${onlyWith?.question} ${onlyWith?.is.join(' or ')}`
  return new UserError('bad-input', `--${name} says something only with ${wanted}. Leave it out, or change the other.`)
}

/** Whether the answers so far raise the question. */
export function applies({ onlyWith }: Question, texts: Texts, questions: readonly Question[]): boolean {
  if (!onlyWith) return true
  const other = questions.find(({ name }) => name === onlyWith.question)
  return onlyWith.is.includes(texts[onlyWith.question] ?? other?.initial ?? '')
}

/** UserError `missing-answer` unless every answer that is needed is given. */
export function requireAll(questions: readonly Question[], texts: Texts): void {
  const unanswered = questions.filter(({ name, initial }) => initial === undefined && texts[name] === undefined)
  if (unanswered.length > 0) throw missing(unanswered)
}

function missing(questions: readonly Question[]): UserError {
  const flags = questions.map(({ name }) => `--${name}`).join(' and ')
  const asked = questions.map(({ message }) => message).join(' ')
  return new UserError('missing-answer', `Answers are missing and nobody is asked here: give ${flags}. (${asked})`)
}
