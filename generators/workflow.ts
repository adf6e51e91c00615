import { ownFilesOutcome } from '../src/commands/own-files.ts'
import { workflow as writeWorkflow } from '../src/commands/workflow.ts'
import { productionGates } from '../src/load/gate.ts'
import { parseDuration } from '../src/load/parse.ts'
import { parseGates } from './gates.ts'
import { generator } from './generator.ts'
import { choice, optional, text } from './question.ts'
import { parseActionsHome, parseAddress, parseCron, parseLine, parseSchemaFile } from './workflow-answers.ts'

const which = 'which'
const review = { question: which, is: ['schema-review', 'both'] }
const gate = { question: which, is: ['perf-gate', 'both'] }

export const workflow = generator({
  name: 'workflow',
  summary: 'workflows for GitHub Actions: schema review, performance gate',
  writes: true,
  questions: [
    choice(which, {
      message: 'Which workflow?',
      initial: 'both',
      choices: [
        { value: 'both', label: 'both' },
        { value: 'schema-review', label: 'schema-review: the schema of every pull request' },
        { value: 'perf-gate', label: 'perf-gate: load on every pull request, and by the clock' },
      ],
    }),
    text('schema', {
      message: 'Which file has the schema?',
      initial: 'db/schema.sql',
      onlyWith: review,
      parse: parseSchemaFile,
    }),
    text('start', {
      message: 'Which command starts the service?',
      initial: 'npm start',
      onlyWith: gate,
      parse: optional(parseLine),
    }),
    text('url', {
      message: 'Which address is loaded?',
      initial: 'http://127.0.0.1:3000/',
      onlyWith: gate,
      parse: parseAddress,
    }),
    text('gates', {
      message: `Which gates, separated by commas ('production' is ${productionGates.join(', ')})?`,
      initial: 'production',
      onlyWith: gate,
      parse: parseGates,
    }),
    text('duration', { message: 'Load for how long?', initial: '60s', onlyWith: gate, parse: parseDuration }),
    text('cron', {
      message: "Also by the clock, such as '17 3 * * *' (empty for never)?",
      initial: '',
      onlyWith: gate,
      parse: optional(parseCron),
    }),
    text('uses', {
      message: 'Where are the actions: OWNER/REPO/actions@VERSION, or ./actions?',
      initial: 'backwright/backwright/actions@v1',
      parse: parseActionsHome,
    }),
    text('output', { message: 'Into which folder?', short: 'o', initial: '.github/workflows' }),
  ],
  example: "backwright new workflow --which perf-gate --start 'node server.js' --url http://127.0.0.1:3000/books --yes",
  run: async (answers, { write, check }, world) => {
    const { which, schema, start, url, gates, duration, cron, uses, output } = answers
    const workflows = which === 'both' ? (['schema-review', 'perf-gate'] as const) : [which]
    const settings = { schema, start, url, durationMs: duration, cron, actions: uses, output, write }
    const judged = gates.length > 0 ? gates : productionGates
    return ownFilesOutcome(await writeWorkflow({ workflows, gates: judged, ...settings }, world), { check })
  },
})
