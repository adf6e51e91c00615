import type { ActionHost } from '../src/action-host.ts'
import { UserError } from '../src/base/errors.ts'
import { type ExitCode, exitCode } from '../src/base/exit-code.ts'
import type { Files } from '../src/ports/files.ts'
import { annotations } from '../src/report/annotation.ts'
import { markdown } from '../src/report/markdown.ts'
import { type Report, reportSchema } from '../src/report/report.ts'
import { comment, type Reporting } from './comment.ts'

/** GitHub refuses a whole summary above 1 MiB; the runner may add to it. */
const summaryBytes = 1_000_000

export interface Ending {
  readonly exit: ExitCode
  /** The documents of the commands, for programs that read the report. */
  readonly results: readonly object[]
}

/** Says what there is to say, the surest way first: file, summary, annotations, comment, and at last the exit code. */
export async function publish(
  report: Report,
  { exit, results }: Ending,
  { reporting, host, files }: { readonly reporting: Reporting; readonly host: ActionHost; readonly files: Files },
): Promise<void> {
  const path = `${stemOf(report.action, reporting.key, host)}.json`
  await files.writeAll([{ path, text: `${JSON.stringify({ ...report, results }, null, 2)}\n` }])
  host.output('report', path)
  host.output('verdict', report.verdict.name)
  await host.summary(markdown(report, { limit: summaryBytes, measure: bytes, docsUrl: host.event.docsUrl }))
  for (const annotation of annotations(report)) host.annotate(annotation)
  if (reporting.mode === 'both') await comment(report, reporting, host)
  if (exit !== exitCode.fine) host.fail(`${report.title}: ${report.verdict.sentence}`, exit)
}

/** Where the files of an action go, without their endings. */
export function stemOf(action: string, key: string, { temporaryFolder }: ActionHost): string {
  return `${temporaryFolder}/backwright/${action}-${key}`
}

/** Makes the comment of a report that another job has left: it is foreign, so it is checked and rendered here. */
export async function publishComment(
  action: string,
  path: string,
  { reporting, host, files }: { readonly reporting: Reporting; readonly host: ActionHost; readonly files: Files },
): Promise<void> {
  if (path === '') throw new UserError('bad-input', 'The input report is missing: with mode: comment it names a file.')
  if (reporting.token === '') {
    throw new UserError(
      'no-token',
      'There is no token to comment with. Leave the input token out, or pass github.token.',
    )
  }
  const report = parseReport(await files.read(path), path)
  if (report.action !== action) {
    throw new UserError('bad-input', `${path} is a report of ${report.action}, not of ${action}.`, {
      where: { file: path },
    })
  }
  await comment(report, reporting, host)
}

function parseReport(text: string, path: string): Report {
  try {
    return reportSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new UserError('bad-input', `${path} is no report of an action. Pass the file that the output report names.`, {
      cause,
      where: { file: path },
    })
  }
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}
