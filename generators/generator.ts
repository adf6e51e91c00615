import type { Outcome } from '../src/base/outcome.ts'
import type { World } from '../src/ports/world.ts'
import type { WriteMode } from '../src/writing/mode.ts'
import { parseAnswers, type Texts } from './answers.ts'
import type { Question } from './question.ts'

/** Questions whose answers become the options of a command. Prompts, flags and help are all made from it. */
export interface Generator {
  readonly name: string
  readonly summary: string
  readonly questions: readonly Question[]
  /** Whether it writes files, and so takes `--dry-run`, `--check` and `--force`. */
  readonly writes: boolean
  readonly example: string
  /** Answers as text, all of them → the outcome of the command. */
  run(answers: Texts, how: How, world: World): Promise<Outcome>
}

export interface How {
  readonly write: WriteMode
  /** Exit 1 when a run would change anything. */
  readonly check: boolean
}

/** What each question's `parse` makes of its answer, by the question's name. */
type Answers<Questions extends readonly Question[]> = {
  readonly [One in Questions[number] as One['name']]: ReturnType<One['parse']>
}

interface Definition<Questions extends readonly Question[]> extends Omit<Generator, 'run' | 'questions'> {
  readonly questions: Questions
  readonly run: (answers: Answers<Questions>, how: How, world: World) => Promise<Outcome>
}

/** Ties the type of the answers to the questions. */
export function generator<const Questions extends readonly Question[]>(definition: Definition<Questions>): Generator {
  return {
    ...definition,
    run: async (texts, how, world) => {
      const answers = parseAnswers(definition.questions, texts) as Answers<Questions>
      return definition.run(answers, how, world)
    },
  }
}
