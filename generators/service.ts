import { UserError } from '../src/base/errors.ts'
import { newService } from '../src/commands/new-service.ts'
import { newServiceOutcome } from '../src/commands/new-service-outcome.ts'
import { frameworks } from '../src/scaffold/all.ts'
import { parsePackageName } from '../src/scaffold/project/name.ts'
import { generator } from './generator.ts'
import { choice, optional, text } from './question.ts'

export const service = generator({
  name: 'service',
  summary: 'a whole project: an API with its server, tests, container and CI',
  writes: true,
  questions: [
    text('name', { message: 'What is the service called, as an npm package?', parse: parsePackageName }),
    text('spec', {
      message: 'Which OpenAPI document (empty for a small example)?',
      initial: '',
      parse: optional((path) => path),
    }),
    choice('framework', {
      message: 'Which framework?',
      short: 'f',
      choices: frameworks.map(({ name, title }) => ({ value: name, label: title })),
    }),
    text('output', {
      message: 'Into which folder (empty for one of its name)?',
      short: 'o',
      initial: '',
      parse: optional(parseFolder),
    }),
  ],
  example: 'backwright new service --name notes --framework fastify',
  run: async ({ name, spec, framework, output }, { write, check }, world) =>
    newServiceOutcome(await newService({ name, spec, framework, output, write }, world), { check }),
})

/** Without the slashes at its end. UserError `bad-option`. */
function parseFolder(answer: string): string {
  if (/\p{Cc}/u.test(answer)) throw new UserError('bad-option', 'A folder has no control characters in its name.')
  return answer.replace(/(?<=.)\/+$/, '')
}
