import { load } from '../src/commands/load.ts'
import { loadOutcome } from '../src/commands/load-outcome.ts'
import { productionGates } from '../src/load/gate.ts'
import { parseDuration, parseHeader, parseTargetUrl } from '../src/load/parse.ts'
import { parseGates } from './gates.ts'
import { generator } from './generator.ts'
import { choice, optional, text, wholeNumber } from './question.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export const loadTest = generator({
  name: 'load-test',
  summary: 'load an address with k6 and judge it by gates (load)',
  writes: false,
  questions: [
    text('url', { message: 'Which address?', parse: parseAddress }),
    choice('method', {
      message: 'Which method?',
      short: 'm',
      initial: 'GET',
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
      parse: optional(parseHeaderText),
    }),
    text('concurrency', {
      message: 'How many virtual users?',
      short: 'c',
      initial: '10',
      parse: wholeNumber(1, 10_000),
    }),
    text('duration', { message: 'For how long?', short: 'd', initial: '30s', parse: parseDuration }),
    text('gates', {
      message: `Which gates, separated by commas ('production' is ${productionGates.join(', ')}; empty for none)?`,
      initial: 'p99<200, success>99.5%',
      parse: parseGates,
    }),
  ],
  example: "backwright new load-test --url http://127.0.0.1:3000/users --duration 30s --gates 'p99<200, success>99.5%'",
  run: async ({ url, method, body, header, concurrency, duration, gates }, _, world) => {
    const headers = header === undefined ? [] : [header]
    const fixed = { warmupMs: 0, timeoutMs: 30_000, verifyTls: true, production: false }
    const options = { url, method, body, headers, concurrency, durationMs: duration, gates, ...fixed }
    return loadOutcome(await load(options, world))
  },
})

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
