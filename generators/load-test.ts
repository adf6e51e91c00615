import { UserError } from '../src/base/errors.ts'
import { load } from '../src/commands/load.ts'
import { loadOutcome } from '../src/commands/load-outcome.ts'
import { loadProfile, profileNames, profiles } from '../src/commands/load-profile.ts'
import { ownFilesOutcome } from '../src/commands/own-files.ts'
import { productionGates } from '../src/load/gate.ts'
import { parseDuration, parseHeader, parseTargetUrl } from '../src/load/parse.ts'
import { parseGates } from './gates.ts'
import { generator, type How } from './generator.ts'
import { choice, optional, text, wholeNumber } from './question.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const now = { question: 'profile', is: ['now'] }
const script = { question: 'profile', is: [...profileNames, 'all'] }

export const loadTest = generator({
  name: 'load-test',
  summary: 'load an address with k6 and judge it by gates (load), or scripts for k6',
  writes: true,
  questions: [
    text('url', { message: 'Which address?', parse: parseAddress }),
    choice('profile', {
      message: 'Now, or a script for k6 to keep?',
      initial: 'now',
      choices: [
        { value: 'now', label: 'now: load it, and judge it by gates' },
        ...profileNames.map((value) => ({ value, label: `${value}: ${profiles[value]}` })),
        { value: 'all', label: 'all of these scripts' },
      ],
    }),
    text('output', { message: 'Into which folder?', short: 'o', initial: 'load-tests', onlyWith: script }),
    choice('method', {
      message: 'Which method?',
      short: 'm',
      initial: 'GET',
      onlyWith: now,
      choices: methods.map((value) => ({ value, label: value })),
    }),
    text('body', {
      message: 'What is the body of every request (empty for none)?',
      short: 'b',
      initial: '',
      onlyWith: { question: 'method', is: ['POST', 'PUT', 'PATCH', 'DELETE'] },
      parse: optional(asWritten),
    }),
    text('header', {
      message: "A header, such as 'Authorization: Bearer ...' (empty for none)?",
      short: 'H',
      initial: '',
      onlyWith: now,
      parse: optional(parseHeaderText),
    }),
    text('concurrency', {
      message: 'How many virtual users?',
      short: 'c',
      initial: '10',
      onlyWith: now,
      parse: wholeNumber(1, 10_000),
    }),
    text('duration', { message: 'For how long?', short: 'd', initial: '30s', onlyWith: now, parse: parseDuration }),
    text('gates', {
      message: `Which gates, separated by commas ('production' is ${productionGates.join(', ')}; empty for none)?`,
      initial: 'p99<200, success>99.5%',
      onlyWith: now,
      parse: parseGates,
    }),
  ],
  example: "backwright new load-test --url http://127.0.0.1:3000/users --duration 30s --gates 'p99<200, success>99.5%'",
  run: async ({ url, profile, output, method, body, header, concurrency, duration, gates }, how, world) => {
    if (profile !== 'now') {
      const options = { profiles: profile === 'all' ? profileNames : [profile], url, output, write: how.write }
      return ownFilesOutcome(await loadProfile(options, world), how)
    }
    refuseWriterFlags(how)
    const headers = header === undefined ? [] : [header]
    const fixed = { warmupMs: 0, timeoutMs: 30_000, verifyTls: true, production: false }
    const options = { url, method, body, headers, concurrency, durationMs: duration, gates, ...fixed }
    return loadOutcome(await load(options, world))
  },
})

/** Who asks for a look does not want a load. */
function refuseWriterFlags({ write }: How): void {
  if (write === 'write') return
  const message =
    '--dry-run, --check and --force are about files, and a load that runs now writes none. Leave them out, or choose a --profile.'
  throw new UserError('bad-option', message)
}

function parseAddress(answer: string): string {
  parseTargetUrl(answer)
  return answer
}

function parseHeaderText(answer: string): string {
  parseHeader(answer)
  return answer
}

function asWritten(answer: string): string {
  return answer
}
