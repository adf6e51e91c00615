// How the demo speaks: what it does, the command, what came back.
import { spawnSync } from 'node:child_process'

const colour = process.stdout.isTTY && !process.env.NO_COLOR
const sgr = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)

export const heading = (text) => console.log(`\n${sgr('1;36', `== ${text}`)}\n`)
export const say = (text) => console.log(text)
export const good = (text) => console.log(`${sgr(32, 'ok')}  ${text}`)
export const bad = (text) => console.log(`${sgr(31, 'no')}  ${text}`)

export function fail(message) {
  console.error(`demo: ${message}`)
  process.exit(2)
}

/** Shows a text indented, at most so many lines of it. */
export function show(text, most = 40) {
  const lines = text.trimEnd().split('\n')
  for (const line of lines.slice(0, most)) console.log(`    ${sgr(2, line)}`)
  if (lines.length > most) console.log(`    ${sgr(2, `... and ${lines.length - most} more lines`)}`)
}

/** Runs our command line as a user would, showing the command; ends the demo when the exit code is not an expected one. */
export function backwright(args, { expected = [0], json = false } = {}) {
  console.log(sgr(1, `$ npx backwright ${args.map(quoted).join(' ')}`))
  const all = ['dist/src/cli/bin.js', ...args, ...(json ? ['--json'] : [])]
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', maxBuffer: 1e9 })
  if (!expected.includes(status)) {
    show(`${stdout}\n${stderr}`)
    fail(`The command ended with ${status}.`)
  }
  return { status, stdout, stderr }
}

const quoted = (word) => (/^[\w./:=-]+$/.test(word) ? word : `'${word}'`)
