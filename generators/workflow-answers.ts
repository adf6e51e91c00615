import { UserError } from '../src/base/errors.ts'
import type { ActionsHome } from '../src/commands/workflow.ts'
import { parseTargetUrl } from '../src/load/parse.ts'

/** A text that goes into a workflow and means itself there. UserError `bad-input` for what GitHub would evaluate. */
export function parseLine(answer: string): string {
  if (answer.trim() === '') throw new UserError('bad-input', 'An answer is needed.')
  if (answer.includes('${{')) {
    const advice = 'The file will be yours: write the expression into it afterwards.'
    throw new UserError('bad-input', `\${{ in an answer would be evaluated by GitHub. ${advice}`)
  }
  if (/\p{Cc}/u.test(answer)) throw new UserError('bad-input', 'It must be one line without control characters.')
  return answer
}

/** A `.sql` file of the repository, the only kind that schema-review reads. UserErrors `bad-input`, `bad-option`. */
export function parseSchemaFile(answer: string): string {
  const path = parseLine(answer)
  if (path.endsWith('.sql') && !path.startsWith('/') && !path.split('/').includes('..')) return path
  throw new UserError(
    'bad-option',
    `${JSON.stringify(path)} is no .sql file of the repository. Write a path such as db/schema.sql.`,
  )
}

/** An address that may stand in a file that is committed. UserError `bad-input`. */
export function parseAddress(answer: string): string {
  const { username, password } = parseTargetUrl(parseLine(answer))
  if (username === '' && password === '') return answer
  throw new UserError(
    'bad-input',
    'The address has a user or password in it, and would be committed with them. Leave them out, and use a secret.',
  )
}

/** Five fields, as GitHub reads them. UserError `bad-option`. */
export function parseCron(answer: string): string {
  const fields = answer.trim().split(/\s+/)
  if (fields.length === 5 && fields.every((field) => /^[\dA-Za-z*,/-]+$/.test(field))) return fields.join(' ')
  throw new UserError(
    'bad-option',
    `${JSON.stringify(answer)} is no schedule. Write minute, hour, day, month and weekday, such as '17 3 * * *'.`,
  )
}

/** `OWNER/REPO/path@VERSION`, or `./path` in the same repository. UserError `bad-option`. */
export function parseActionsHome(answer: string): ActionsHome {
  const [, path, version] = /^([\w.-]+(?:\/[\w.-]+)+)@([\w./-]+)$/.exec(answer) ?? []
  if (path !== undefined && !path.startsWith('./')) return { path, version }
  if (/^\.(\/[\w.-]+)+$/.test(answer)) return { path: answer }
  throw new UserError(
    'bad-option',
    `${JSON.stringify(answer)} is no place of actions. Write OWNER/REPO/actions@VERSION, or ./actions.`,
  )
}
