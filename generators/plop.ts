import type { NodePlopAPI, PlopGeneratorConfig, PromptQuestion } from 'node-plop'
import { UserError } from '../src/base/errors.ts'
import { plain } from '../src/base/style.ts'
import type { World } from '../src/ports/world.ts'
import type { Texts } from './answers.ts'
import type { Generator } from './generator.ts'
import type { Question } from './question.ts'

/** The types of node-plop leave out the inquirer that it hands on. */
export type Plop = NodePlopAPI & { readonly inquirer: Inquirer }

/** What we use of inquirer 9. */
export interface Inquirer {
  createPromptModule(streams: object): (questions: readonly object[]) => PromiseLike<object> & { readonly ui: PromptUi }
}

export interface PromptUi {
  readonly rl: NodeJS.EventEmitter
  readonly onForceClose: () => void
  close(): void
}

export async function loadPlop(): Promise<Plop> {
  const { default: nodePlop } = await import('node-plop')
  return (await nodePlop()) as Plop
}

/** A generator as plop runs it: its prompts, and one action that does all the work, so that nothing is left half-done. */
export function plopGenerator(generator: Generator, canAsk: boolean, world: World): PlopGeneratorConfig {
  return {
    description: generator.summary,
    // Without a terminal inquirer dies at its first prompt. Unasked, the action names what is missing.
    prompts: generator.questions.map((question) => ({ ...plopPrompt(question), ...(canAsk ? {} : { when: false }) })),
    actions: [
      async (answers, { force }) => {
        const how = { write: force ? 'overwrite' : 'write', check: false } as const
        const { exit, text } = await generator.run(textsOf(answers), how, world)
        // Plop knows success and failure only, and shows the message of either.
        if (exit !== 0) throw new Error(text(plain))
        return text(plain)
      },
    ],
  }
}

/** A question as inquirer asks it. It has no `when` function and no `filter`: both would take plop's bypass away. */
export function plopPrompt(question: Question): PromptQuestion {
  const { name, message, initial } = question
  switch (question.kind) {
    case 'text':
      return { type: 'input', name, message, default: initial, validate: (answer: string) => verdict(question, answer) }
    case 'choice':
      return {
        type: 'list',
        name,
        message,
        default: initial,
        choices: question.choices.map(({ value, label }) => ({ value, name: label, short: value })),
      }
    case 'yes-no':
      return { type: 'confirm', name, message, default: initial === 'yes' }
  }
}

/** What inquirer wants of a validation: true, or the sentence to show. */
function verdict(question: Question, answer: string): true | string {
  try {
    question.parse(answer)
    return true
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

/** Inquirer's answers → texts. */
export function textsOf(answers: object): Texts {
  return Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : String(answer),
    ]),
  )
}
