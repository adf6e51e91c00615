import type { ActionHost } from '../../src/action-host.ts'
import { UserError } from '../../src/base/errors.ts'
import { exitCode, worst } from '../../src/base/exit-code.ts'
import type { World } from '../../src/ports/world.ts'
import { baseCommit } from '../base-commit.ts'
import { keyOf } from '../comment.ts'
import { type InputValues, readInputs } from '../definition.ts'
import { mistakeReport } from '../mistake-report.ts'
import { publish, publishComment } from '../publish.ts'
import { schemaReviewDefinition } from './definition.ts'
import { schemaReport } from './report.ts'
import { exitOf, notAllowed, type Review, review } from './review.ts'

type Inputs = InputValues<typeof schemaReviewDefinition.inputs>

/** Reads the inputs, reviews every schema, reports. */
export async function schemaReview(host: ActionHost, world: World): Promise<void> {
  const inputs = readInputs(schemaReviewDefinition.inputs, host)
  const { mode, token, schema, allow } = inputs
  const key = keyOf(inputs['comment-key'] || schema.join('-'))
  const output = { reporting: { mode, token, key, author: inputs['comment-author'] }, host, files: world.files }
  if (mode === 'comment') return publishComment(schemaReviewDefinition.id, inputs.report, output)

  try {
    const reviews = await reviewAll(inputs, host, world)
    const strictness = { allow, failOn: inputs['fail-on'] } as const
    const exit = worst(reviews.map((each) => exitOf(each, strictness)))
    setOutputs(reviews, allow, host)
    const results = reviews.flatMap(({ compared, analyzed }) => [compared, analyzed])
    await publish(schemaReport(reviews, strictness), { exit, results }, output)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const report = mistakeReport(schemaReviewDefinition.id, 'Schema review', error)
    await publish(report, { exit: exitCode.userMistake, results: [] }, output)
  }
}

async function reviewAll(
  { schema: schemas, base: named, online }: Inputs,
  host: ActionHost,
  world: World,
): Promise<readonly Review[]> {
  const advice = 'Set the input base, to a branch for example.'
  const base = await baseCommit({ ...(named !== '' && { ref: named }), advice }, host, world)
  const folder = `${host.temporaryFolder}/backwright/schema-review`
  const reviews: Review[] = []
  for (const schema of schemas) {
    host.info(`Comparing ${schema} with ${base.slice(0, 12)} ...`)
    reviews.push(await review({ schema, base, online: online === 'on', folder }, world))
  }
  return reviews
}

function setOutputs(reviews: readonly Review[], allow: readonly string[], host: ActionHost): void {
  const paths = (way: 'up' | 'down') => reviews.flatMap(({ compared }) => compared[way].path ?? []).join('\n')
  const sum = (number: (each: Review) => number) => String(reviews.reduce((total, each) => total + number(each), 0))
  host.output(
    'findings',
    sum(({ analyzed }) => analyzed.findings.length),
  )
  host.output(
    'hazards',
    sum(({ compared }) => notAllowed(compared, allow).length),
  )
  host.output('up', paths('up'))
  host.output('down', paths('down'))
}
