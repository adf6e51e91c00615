import type { ActionHost } from '../../src/action-host.ts'
import { UserError } from '../../src/base/errors.ts'
import { type ExitCode, exitCode, worst } from '../../src/base/exit-code.ts'
import { percent } from '../../src/commands/load-report.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import type { Service, World } from '../../src/ports.ts'
import type { Report } from '../../src/report/report.ts'
import { keyOf } from '../comment.ts'
import { type InputValues, readInputs } from '../definition.ts'
import { mistakeReport } from '../mistake-report.ts'
import { publish, publishComment } from '../publish.ts'
import { perfGateDefinition } from './definition.ts'
import { reportSchedule } from './issue.ts'
import { exitOf, measure, ready } from './measure.ts'
import { performanceReport } from './report.ts'

type Inputs = InputValues<typeof perfGateDefinition.inputs>

/** Reads the inputs, measures beside the service, reports. */
export async function perfGate(host: ActionHost, world: World): Promise<void> {
  const inputs = readInputs(perfGateDefinition.inputs, host)
  const { mode, token } = inputs
  const key = keyOf(inputs['comment-key'] || inputs.url.map(bare).join('-'))
  const reporting = { mode, token, key, author: inputs['comment-author'] }
  const output = { reporting, host, files: world.files }
  if (mode === 'comment') return publishComment(perfGateDefinition.id, inputs.report, output)

  const { report, exit, results } = await work(inputs, host, world)
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
  const service = inputs.start === '' ? undefined : world.services.start(inputs.start)
  try {
    const results = await measured(inputs, service, world)
    const exit = worst(results.map((result) => exitOf(result, inputs['fail-on'])))
    setOutputs(results, host)
    if (service && results.some(({ verdict }) => verdict !== 'PASS')) quote(service, host)
    return { report: performanceReport(inputs.url, results, exit), exit, results }
  } catch (error) {
    if (service) quote(service, host)
    if (!(error instanceof UserError)) throw error
    const report = mistakeReport(perfGateDefinition.id, 'Performance gate', error)
    return { report, exit: exitCode.userMistake, results: [] }
  } finally {
    await service?.stop()
  }
}

async function measured(inputs: Inputs, service: Service | undefined, world: World): Promise<readonly LoadResult[]> {
  const { url: urls, gates, concurrency, method, headers, body } = inputs
  if (urls.length === 0) throw new UserError('bad-input', 'The input url is missing: name what to load.')
  // Before the measurement, because k6 may have to be built first.
  await world.k6.install(world.log)
  const wait = inputs['wait-on'].length > 0 ? inputs['wait-on'] : service ? urls : []
  await ready(wait, inputs['wait-timeout'], service, world)
  const plan = { durationMs: inputs.duration, warmupMs: inputs.warmup, concurrency, method, headers, body }
  return measure({ urls, gates, ...plan }, world)
}

function setOutputs(results: readonly LoadResult[], host: ActionHost): void {
  const targets = results.flatMap((result) => result.targets)
  if (targets.length === 0) return
  const p99 = Math.max(...targets.map(({ latencyMs }) => latencyMs.p99))
  const share = Math.min(...targets.map(({ requests }) => requests.successShare))
  host.output('p99-ms', p99.toFixed(2))
  host.output('success-percent', percent(share))
}

function quote(service: Service, host: ActionHost): void {
  host.quote('The last output of the service', service.output() || '(none)')
}

/** An address without what may be secret. */
function bare(url: string): string {
  return url.replace(/^[a-z]+:\/\/(?:[^/@]*@)?/i, '').replace(/[?#].*$/, '')
}
