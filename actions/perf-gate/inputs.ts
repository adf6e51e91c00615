import { parseDuration, parseHeader } from '../../src/load/parse.ts'
import { mostUsers } from '../../src/load/shape.ts'
import type { InputValues } from '../definition.ts'
import { asIs, between, lines, oneOf, optional } from '../input.ts'
import { reportingInputs } from '../reporting-inputs.ts'
import { parseGates } from './gates.ts'

export const inputs = {
  url: {
    description:
      'What to load, such as `http://127.0.0.1:3000/users`. Several, one a line, are loaded one after the other. With `spec`, where its paths start.',
    parse: lines,
  },
  script: {
    description: 'Instead of `url`: a k6 script of the repository, run as it is. Its thresholds are gates.',
    parse: asIs,
  },
  spec: {
    description:
      'An OpenAPI or Swagger 2.0 document of the repository, whose operations are loaded below `url`. Without `url`, where the document says that it is served, if that is this machine.',
    parse: asIs,
  },
  operations: {
    description:
      'The operations of `spec` that are loaded, one a line, by operationId or as `GET /users/{id}`. By default all that read.',
    parse: lines,
  },
  start: {
    description:
      'The command that starts the service, in bash. It is stopped, with all that it has started, at the end.',
    parse: asIs,
  },
  'wait-on': {
    description:
      'Addresses that must answer before the load, one a line. By default, when there is a `start`, those that are loaded.',
    parse: lines,
  },
  'wait-timeout': {
    description: 'How long to wait for them.',
    default: '60s',
    parse: parseDuration,
  },
  gates: {
    description:
      'Conditions, one a line: `p99<200`, `success>99.5%`. With `compare`, the limit may be the base: `p95<base*1.10`. One line may be a file of gates by endpoint, `gates.yaml`. By default those of a production service: `p99<200`, `success>99.5%`, `duration>=60s` (`production`); of a `script` with thresholds, these alone.',
    parse: parseGates,
  },
  compare: {
    description:
      'What `url` is compared with. `base`: on a pull request, the service of its base commit, which `start` starts beside the other with another `PORT`; both are loaded in turns. Otherwise the file of a saved run, `baseline.json`.',
    parse: asIs,
  },
  duration: {
    description:
      'The measured part: `30s`, `1m30s`. By default `60s`; a `script` says it itself, unless this replaces it.',
    parse: optional(parseDuration),
  },
  warmup: {
    description: 'Load beforehand that counts for nothing, such as `10s`.',
    parse: optional(parseDuration),
  },
  concurrency: {
    description:
      'Virtual users, each with one request under way. By default 10; a `script` says it itself, unless both `duration` and this replace it.',
    parse: optional(between(1, mostUsers)),
  },
  method: {
    description: 'The HTTP method, `GET` by default.',
    parse: optional(oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS')),
  },
  headers: {
    description: 'Headers of every request, one a line: `Name: value`.',
    parse: (text: string) => lines(text).map((line) => parseHeader(line).join(': ')),
  },
  body: {
    description: 'The body of every request.',
    parse: asIs,
  },
  history: {
    description:
      'A file in which the numbers of each run are kept, a line of JSON each; the report shows the last ten. It is made when it is not there.',
    parse: asIs,
  },
  'fail-on': {
    description:
      '`warning`: fail unless every gate is decided and holds. `error`: let an undecided gate pass. `never`: only report.',
    default: 'warning',
    parse: oneOf('error', 'warning', 'never'),
  },
  ...reportingInputs,
} as const

export type Inputs = InputValues<typeof inputs>
