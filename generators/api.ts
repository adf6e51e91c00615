import { scaffold } from '../src/commands/scaffold.ts'
import { scaffoldOutcome } from '../src/commands/scaffold-outcome.ts'
import { frameworks } from '../src/scaffold/all.ts'
import { generator } from './generator.ts'
import { choice, text, yesNo } from './question.ts'

export const api = generator({
  name: 'api',
  summary: 'an OpenAPI document -> a typed, validating server (scaffold)',
  writes: true,
  questions: [
    text('spec', { message: 'Which OpenAPI document?' }),
    choice('framework', {
      message: 'Which framework?',
      short: 'f',
      choices: frameworks.map(({ name, title }) => ({ value: name, label: title })),
    }),
    yesNo('types-only', { message: 'The types alone, without a server?', initial: 'no' }),
    yesNo('tests', {
      message: 'Tests that hold the server to the document too?',
      initial: 'no',
      onlyWith: { question: 'types-only', is: ['no'] },
    }),
    text('output', { message: 'Into which folder?', short: 'o', initial: 'src/api' }),
  ],
  example: 'backwright new api --spec openapi.yaml --framework express --output src/api',
  run: async ({ spec, framework, output, tests, 'types-only': typesOnly }, { write, check }, world) => {
    const options = {
      spec,
      framework,
      output,
      typesOnly,
      tests,
      allowRemote: false,
      stubs: 'none' as const,
      envelope: 'spec' as const,
      write,
    }
    return scaffoldOutcome(await scaffold(options, world), { diff: write === 'plan', check })
  },
})
