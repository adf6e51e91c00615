import { type ActionHost, GitHubError } from '../../src/action-host.ts'
import type { Report } from '../../src/report/report.ts'
import type { Reporting } from '../comment.ts'
import { keepIssue } from '../failure-issue.ts'
import { postOf, refusal, tellUnposted } from '../post.ts'

/** Keeps one issue open while scheduled runs fail. What GitHub refuses is told and fails nothing. */
export async function reportSchedule(
  report: Report,
  failing: boolean,
  { token, key, mode }: Reporting,
  host: ActionHost,
): Promise<void> {
  if (host.event.name !== 'schedule' || mode !== 'both') return
  if (token === '') return tell(host, 'There is no token to open an issue with (no-token).')
  const more = ' The first scheduled run that passes closes this issue.'
  const post = postOf(report, { key, commit: host.event.sha, more }, host)
  const title = `${report.title}: the scheduled run fails`
  try {
    const issue = await keepIssue({ ...post, title, failing }, host.github(token))
    if (!issue) return
    host.output('issue-url', issue.url)
    host.info(`The issue is ${failing ? 'open' : 'closed'}: ${issue.url}`)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    tell(host, `${refusal(error)} The job needs the permission issues: write.`)
  }
}

function tell(host: ActionHost, message: string): void {
  tellUnposted(host, 'No issue', message)
}
