import { type ActionHost, GitHubError } from '../../src/action-host.ts'
import { markdown } from '../../src/report/markdown.ts'
import type { Report } from '../../src/report/report.ts'
import type { Reporting } from '../comment.ts'
import { keepIssue } from '../failure-issue.ts'

const bodyLength = 65_536

/** Keeps one issue open while scheduled runs fail. What GitHub refuses is told and fails nothing. */
export async function reportSchedule(
  report: Report,
  failing: boolean,
  { token, key, mode }: Reporting,
  host: ActionHost,
): Promise<void> {
  if (host.event.name !== 'schedule' || mode !== 'both') return
  if (token === '') return tell(host, 'There is no token to open an issue with (no-token).')
  const marker = `<!-- backwright:${report.action}:${key} -->`
  const body = markdown(report, {
    limit: bodyLength,
    measure: (text) => text.length,
    before: marker,
    after: `<sub>For ${host.event.sha.slice(0, 7)}, by [this run](${host.event.runUrl}). The first scheduled run that passes closes this issue.</sub>`,
    docsUrl: host.event.docsUrl,
  })
  const title = `${report.title}: the scheduled run fails`
  try {
    const issue = await keepIssue({ title, marker, body, failing }, host.github(token))
    if (!issue) return
    host.output('issue-url', issue.url)
    host.info(`The issue is ${failing ? 'open' : 'closed'}: ${issue.url}`)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    tell(
      host,
      `GitHub answers ${error.status}: ${error.message.replace(/[.\s]*$/, '.')} The job needs the permission issues: write.`,
    )
  }
}

function tell(host: ActionHost, message: string): void {
  host.annotate({ level: 'notice', title: 'No issue', message: `${message} The summary of the run has the report.` })
}
