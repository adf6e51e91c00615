import type { ActionHost } from '../../src/action-host.ts'
import { UserError } from '../../src/base/errors.ts'
import { type ExitCode, exitCode } from '../../src/base/exit-code.ts'
import { percent } from '../../src/commands/load-report.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import type { World } from '../../src/ports/world.ts'
import type { Report } from '../../src/report/report.ts'
import { keyOf } from '../comment.ts'
import { readInputs } from '../definition.ts'
import { mistakeReport } from '../mistake-report.ts'
import { publish, publishComment } from '../publish.ts'
import { perfGateDefinition } from './definition.ts'
import { keepHistory } from './history.ts'
import type { Inputs } from './inputs.ts'
import { reportSchedule } from './issue.ts'
import { exitOf } from './measure.ts'
import { writePages } from './page.ts'
import { prepare } from './prepare.ts'
import { performanceReport } from './report.ts'
import { run } from './run.ts'
import type { Subject } from './subject.ts'

/** Reads the inputs, measures beside the service, reports. */
export async function perfGate(host: ActionHost, world: World): Promise<void> {
  const inputs = readInputs(perfGateDefinition.inputs, host)
  const { mode, token } = inputs
  const reporting = {
    mode,
    token,
    key: keyOf(inputs['comment-key'] || named(inputs)),
    author: inputs['comment-author'],
  }
  const output = { reporting, host, files: world.files }
  if (mode === 'comment') return publishComment(perfGateDefinition.id, inputs.report, output)

  const { report, exit, results } = await work(inputs, host, world)
  await writePages(results, reporting.key, { host, files: world.files })
  if (exit === exitCode.interrupted) {
    // Who cancels a run does not want to hear of it in a comment or an issue.
    return publish(report, { exit, results }, { ...output, reporting: { ...reporting, mode: 'analyse' } })
  }
  await publish(report, { exit, results }, output)
  await reportSchedule(report, exit !== exitCode.fine, reporting, host)
}

interface Work {
  readonly report: Report
  readonly exit: ExitCode
  readonly results: readonly LoadResult[]
}

async function work(inputs: Inputs, host: ActionHost, world: World): Promise<Work> {
  try {
    const prepared = await prepare(inputs, { host, world })
    const measured = await run(prepared, inputs, { host, world })
    const { results } = measured
    const exit = exitOf(measured, inputs['fail-on'])
    setOutputs(results, host)
    const isKept = inputs.history !== '' && exit !== exitCode.interrupted
    const trends = isKept ? await keepHistory(inputs.history, results, { event: host.event, world }) : []
    return { report: performanceReport({ titles: titles(prepared.subject), trends }, measured, exit), exit, results }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const report = mistakeReport(perfGateDefinition.id, 'Performance gate', error)
    return { report, exit: exitCode.userMistake, results: [] }
  }
}

function setOutputs(results: readonly LoadResult[], host: ActionHost): void {
  // Of two that are compared, the one that the gates are about.
  const targets = results.flatMap((result) => result.targets.slice(-1))
  if (targets.length === 0) return
  const p99 = Math.max(...targets.map(({ latencyMs }) => latencyMs.p99))
  const share = Math.min(...targets.map(({ requests }) => requests.successShare))
  host.output('p99-ms', p99.toFixed(2))
  host.output('success-percent', percent(share))
}

function titles(subject: Subject): readonly string[] {
  switch (subject.kind) {
    case 'addresses':
      return subject.urls
    case 'document':
      return [subject.document]
    case 'script':
      return [subject.script]
  }
}

/** What is loaded, as the inputs have it. */
function named({ url, spec, script }: Inputs): string {
  return [...url.map(bare), spec, script].filter((text) => text !== '').join('-')
}

/** An address without what may be secret. */
function bare(url: string): string {
  return url.replace(/^[a-z]+:\/\/(?:[^/@]*@)?/i, '').replace(/[?#].*$/, '')
}
