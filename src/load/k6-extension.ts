import { UserError } from '../base/errors.ts'
import { byCodePoint } from '../base/text.ts'

const longest = 300
const host = /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+$/
const element = /^[\w~-](?:[\w.~-]*[\w~-])?$/
const version = /^[A-Za-z0-9][\w.+-]*$/

/** `github.com/owner/xk6-name@v1.0.0`, or without a version: a Go module, as the go command names it. UserError `bad-option`. */
export function parseK6Extension(text: string): string {
  const [path = '', at, ...more] = text.split('@')
  const [first = '', ...others] = path.split('/')
  const named = host.test(first) && others.every((part) => element.test(part))
  if (named && (at === undefined || version.test(at)) && more.length === 0 && text.length <= longest) return text
  throw new UserError(
    'bad-option',
    `${JSON.stringify(text)} is not an extension of k6. Write the path of its Go module, without https://, and a version: github.com/owner/xk6-name@v1.0.0.`,
  )
}

/** The path of the module, without its version. */
export function moduleOf(extension: string): string {
  return extension.split('@', 1)[0] ?? extension
}

/** Each once, sorted. UserError `bad-option` for a module in two versions. */
export function k6Extensions(asked: readonly string[]): readonly string[] {
  const all = [...new Set(asked)].sort(byCodePoint)
  const twice = all.find((one, index) => all.slice(0, index).some((other) => moduleOf(other) === moduleOf(one)))
  if (twice === undefined) return all
  throw new UserError('bad-option', `--with has ${moduleOf(twice)} twice, in different versions. Name one of them.`)
}
