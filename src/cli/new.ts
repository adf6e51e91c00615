import { type Command, Option } from 'commander'
import { generators } from '../../generators/all.ts'
import { checkGiven, requireAll, type Texts } from '../../generators/answers.ts'
import { ask, chooseGenerator, type Dialogue } from '../../generators/dialogue.ts'
import type { Generator } from '../../generators/generator.ts'
import type { Question } from '../../generators/question.ts'
import type { Run } from './run.ts'
import { addWriterFlags, type WriterFlags, writeMode } from './writer-flags.ts'

interface Flags extends WriterFlags {
  readonly yes?: boolean
  readonly [name: string]: unknown
}

/** One command per generator. Without a dialogue nothing is ever asked. */
export function addNew(program: Command, run: Run, dialogue: Dialogue | undefined): void {
  const parent = program
    .command('new')
    .summary(`by questions or flags: ${generators.map(({ name }) => name).join(', ')}`)
    .description('Asks what a command needs and runs it. A flag answers its question; on a terminal the rest is asked.')
    .helpCommand(false)
  for (const generator of generators) addGenerator(parent, generator, run, dialogue)
}

/** `backwright` and `backwright new` alone go on with what is chosen from the menu, where there is somebody to choose. */
export async function completed(argv: readonly string[], dialogue: Dialogue | undefined): Promise<readonly string[]> {
  const alone = argv.length === 0 || (argv.length === 1 && argv[0] === 'new')
  return alone && dialogue ? ['new', await chooseGenerator(generators, dialogue)] : argv
}

function addGenerator(parent: Command, generator: Generator, run: Run, dialogue: Dialogue | undefined): void {
  const command = parent
    .command(generator.name)
    .summary(generator.summary)
    .description(`Asks, then runs the command: ${generator.summary}.`)
    .addHelpText('after', `\nExample:\n  ${generator.example}`)
  for (const option of generator.questions.flatMap(optionsOf)) command.addOption(option)
  command.option('--yes', 'ask nothing: what has no flag takes its default')
  if (generator.writes) addWriterFlags(command)
  command.action((flags: Flags) =>
    run(async (world) => {
      const given = textsOf(generator.questions, flags)
      checkGiven(generator.questions, given)
      const answers = dialogue && !flags.yes ? await ask(generator.questions, given, dialogue) : given
      requireAll(generator.questions, answers)
      return generator.run(
        answers,
        { write: writeMode(flags), check: flags.check === true },
        flags.yes ? { ...world, confirm: undefined } : world,
      )
    }),
  )
}

function optionsOf({ name, short, message, kind, choices, initial }: Question): readonly Option[] {
  const words = choices.length > 0 ? ` ${choices.map(({ value }) => value).join(', ')}` : ''
  const fallback = initial === undefined ? '' : ` (default: ${JSON.stringify(initial)})`
  const letter = short === undefined ? '' : `-${short}, `
  if (kind !== 'yes-no') return [new Option(`${letter}--${name} <answer>`, `${message}${words}${fallback}`)]
  return [new Option(`${letter}--${name}`, `${message}${fallback}`), new Option(`--no-${name}`, 'the opposite')]
}

/** The parser's values, by its camelCase names → texts by the questions' names. */
function textsOf(questions: readonly Question[], flags: Flags): Texts {
  return Object.fromEntries(
    questions.flatMap(({ name }) => {
      const value = flags[new Option(`--${name}`).attributeName()]
      if (value === undefined) return []
      return [[name, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)]]
    }),
  )
}
