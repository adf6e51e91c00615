import { type ActionHost, GitHubError } from '../src/action-host.ts'
import type { Report } from '../src/report/report.ts'
import { mayHaveTarget, targetOf } from './event.ts'
import { postOf, refusal, tellUnposted } from './post.ts'
import { type Kept, keepComment } from './sticky-comment.ts'

export interface Reporting {
  readonly mode: 'both' | 'analyse' | 'comment'
  readonly token: string
  /** Part of the marker and of file names: letters, digits, `.`, `_` and `-`. */
  readonly key: string
  /** The account of the token, when the user has named it. */
  readonly author: string
}

/** A name for a marker or a file, from what the user calls it. */
export function keyOf(text: string): string {
  return text.replace(/[^A-Za-z0-9._]+/g, '-').slice(0, 100)
}

/** Makes or mends the comment on the event's pull request. What GitHub refuses is told and fails nothing. */
export async function comment(report: Report, reporting: Reporting, host: ActionHost): Promise<void> {
  const { event } = host
  if (!mayHaveTarget(event)) {
    return host.info(`A ${event.name} event has no pull request to comment on: the summary has the report.`)
  }
  if (reporting.token === '') return tell(host, 'There is no token to comment with (no-token).')
  try {
    const github = host.github(reporting.token)
    const target = await targetOf(event, github)
    if (!target) return host.info('No open pull request has this commit as its last: there is nothing to comment on.')
    const author = reporting.author === '' ? await github.login() : reporting.author
    const post = postOf(report, { key: reporting.key, commit: target.headSha }, host)
    const wanted = { ...post, issue: target.number, author, noteworthy: report.noteworthy }
    told(await keepComment(wanted, github), author, host)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    tell(host, advice(error))
  }
}

function told({ action, comment }: Kept, author: string, host: ActionHost): void {
  if (!comment) {
    host.info('There is nothing to say in a comment.')
    return
  }
  host.output('comment-url', comment.url)
  host.info(`The comment was ${action === 'unchanged' ? 'up to date already' : action}: ${comment.url}`)
  if (comment.author === author) return
  tell(host, `The token writes as ${comment.author}. Set comment-author to it, or the next run comments again.`)
}

function advice(error: GitHubError): string {
  if (error.status !== 403) return `The comment could not be made. ${refusal(error)}`
  return `The token may not comment here, as those of pull requests from forks may not; otherwise give the job the permission pull-requests: write. ${refusal(error)}`
}

function tell(host: ActionHost, message: string): void {
  tellUnposted(host, 'No comment', message)
}
