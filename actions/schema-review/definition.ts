import { UserError } from '../../src/base/errors.ts'
import type { ActionDefinition } from '../definition.ts'
import { lines, oneOf, repositoryFiles } from '../input.ts'
import { reportingInputs } from '../reporting-inputs.ts'

const inputs = {
  schema: {
    description: 'The schema: a `.sql` file of the repository. Several, one a line, are reviewed one by one.',
    required: true,
    parse: repositoryFiles,
  },
  base: {
    description:
      'What to compare with: a commit, branch or tag. By default, where the pull request has left its target; for a push, the commit before.',
    parse(text: string): string {
      if (!text.startsWith('-')) return text
      throw new UserError('bad-input', `${JSON.stringify(text)} is no name of a commit.`)
    },
  },
  online: {
    description:
      '`on`: the migration does not block tables that are there before. `off`: plain statements, for a database without traffic.',
    default: 'on',
    parse: oneOf('on', 'off'),
  },
  allow: {
    description: 'Hazards that do not fail the review, one a line: `data-loss`, `table-rewrite`, …',
    parse: lines,
  },
  'fail-on': {
    description:
      '`error` or `warning`: fail when a finding that the change brings is at least this bad, on hazards that are not allowed, and when no pair can be proved. `never`: only report.',
    default: 'error',
    parse: oneOf('error', 'warning', 'never'),
  },
  ...reportingInputs,
} as const

export const schemaReviewDefinition: ActionDefinition<typeof inputs> = {
  id: 'schema-review',
  name: 'backwright schema review',
  description:
    'Turns the schema change of a pull request into a migration and its rollback, both proved on a real PostgreSQL, and says what is dangerous or missing.',
  icon: 'database',
  color: 'blue',
  inputs,
  outputs: {
    verdict: '`proved`, `equal`, `refused`, or `error` when a file cannot be read. Of several schemas, the worst.',
    findings: 'How many findings there are, those from before the change among them.',
    hazards: 'How many hazards there are that are not allowed.',
    up: 'The file with the migration; of several schemas, one a line. Empty when there is none.',
    down: 'The file with its rollback.',
    report: 'The report as a JSON file.',
    'comment-url': 'The address of the comment, when there is one.',
  },
}
