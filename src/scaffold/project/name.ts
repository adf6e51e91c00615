import { UserError } from '../../base/errors.ts'

/** Names that npm takes for a new package, and no others: https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name */
const legal = /^(?:@[a-z0-9-][a-z0-9-._]*\/)?[a-z0-9-][a-z0-9-._]*$/
const longest = 214
const reserved = ['node_modules', 'favicon.ico']

/** UserError `bad-option`. */
export function parsePackageName(answer: string): string {
  if (legal.test(answer) && answer.length <= longest && !reserved.includes(answer)) return answer
  throw new UserError(
    'bad-option',
    `${JSON.stringify(answer)} is no name of an npm package. Write lower-case letters, digits and hyphens, such as notes or @acme/notes.`,
  )
}

/** `@acme/notes` → `notes`. */
export function bareName(name: string): string {
  return name.slice(name.indexOf('/') + 1)
}
