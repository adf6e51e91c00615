import { parseK6Extension } from '../load/k6-extension.ts'
import { append } from './arguments.ts'

/** For the commands that need a k6. */
export const withFlag = [
  '--with <extension>',
  'a k6 with this extension, built with Go: github.com/owner/xk6-name@v1.0.0; may be said again',
  (text: string, previous?: readonly string[]) => append(parseK6Extension(text), previous),
] as const
