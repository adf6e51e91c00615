import { UserError } from '../src/base/errors.ts'
import { applies, type Texts } from './answers.ts'
import type { Generator } from './generator.ts'
import { loadPlop, type PromptUi, plopPrompt, textsOf } from './plop.ts'
import { choice, type Question, yesNo } from './question.ts'

/** The terminal of a person who can be asked. */
export interface Dialogue {
  readonly input: NodeJS.ReadableStream
  /** Not standard output, which is the result's alone. */
  readonly output: NodeJS.WritableStream
}

/** Asks what is not answered yet and raised by the other answers. UserError `interrupted` on Ctrl-C and Ctrl-D. */
export async function ask(questions: readonly Question[], given: Texts, dialogue: Dialogue): Promise<Texts> {
  const { inquirer } = await loadPlop()
  // Not node-plop's runPrompts: it draws on standard output, and takes an answer of `_` for a wish to be asked.
  const prompt = inquirer.createPromptModule({ ...dialogue })
  const open = questions.filter(({ name }) => given[name] === undefined)
  const asked = prompt(
    open.map((question) => ({
      ...plopPrompt(question),
      when: (answers: object) => applies(question, { ...given, ...textsOf(answers) }, questions),
    })),
  )
  try {
    return { ...given, ...textsOf(await Promise.race([asked, closing(asked.ui)])) }
  } catch (error) {
    dialogue.output.write(`\n${showCursor}`)
    throw error
  }
}

/** Yes or no in the midst of a command; Enter alone is no. UserError `interrupted`. */
export async function confirm(message: string, dialogue: Dialogue): Promise<boolean> {
  const { answer } = await ask([yesNo('answer', { message, initial: 'no' })], {}, dialogue)
  return answer === 'yes'
}

// Inquirer hides the cursor in lists, and leaves it hidden.
const showCursor = '\u001b[?25h'

/** Rejects when the prompt is closed before its end. Inquirer itself would kill the process, or wait for ever. */
function closing(ui: PromptUi): Promise<never> {
  ui.rl.removeListener('SIGINT', ui.onForceClose)
  ui.rl.on('SIGINT', () => ui.close())
  return new Promise((_, reject) => {
    ui.rl.once('close', () => {
      // A prompt that is answered is closed too, and has resolved before this.
      setImmediate(() => reject(new UserError('interrupted', 'Interrupted; nothing was written.')))
    })
  })
}

/** The menu. */
export async function chooseGenerator(generators: readonly Generator[], dialogue: Dialogue): Promise<string> {
  const width = Math.max(...generators.map(({ name }) => name.length))
  const menu = choice('generator', {
    message: 'What do you want to do?',
    choices: generators.map(({ name, summary }) => ({ value: name, label: `${name.padEnd(width)}  ${summary}` })),
  })
  const { generator = '' } = await ask([menu], {}, dialogue)
  return generator
}
