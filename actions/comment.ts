import { type ActionHost, GitHubError } from '../src/action-host.ts'
import { markdown } from '../src/report/markdown.ts'
import type { Report } from '../src/report/report.ts'
import { mayHaveTarget, type Target, targetOf } from './event.ts'
import { type Kept, keepComment } from './sticky-comment.ts'

export interface Reporting {
  readonly mode: 'both' | 'analyse' | 'comment'
  readonly token: string
  /** Part of the marker and of file names: letters, digits, `.`, `_` and `-`. */
  readonly key: string
  /** The account of the token, when the user has named it. */
  readonly author: string
}

/** In characters, with marker and footer: https://docs.github.com/rest/issues/comments answers 422 above. */
const commentLength = 65_536

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
    const { body, marker } = render(report, reporting, target, host)
    const wanted = { issue: target.number, marker, body, author, noteworthy: report.noteworthy }
    told(await keepComment(wanted, github), author, host)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    tell(host, refusal(error))
  }
}

function render(report: Report, { key }: Reporting, { headSha }: Target, { event }: ActionHost) {
  const marker = `<!-- backwright:${report.action}:${key} -->`
  const body = markdown(report, {
    limit: commentLength,
    measure: (text) => text.length,
    before: marker,
    after: `<sub>For ${headSha.slice(0, 7)}, by [this run](${event.runUrl}).</sub>`,
    docsUrl: event.docsUrl,
  })
  return { marker, body }
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

function refusal({ status, message }: GitHubError): string {
  const why = `GitHub answers ${status}: ${message.replace(/[.\s]*$/, '.')}`
  if (status !== 403) return `The comment could not be made. ${why}`
  return `The token may not comment here, as those of pull requests from forks may not; otherwise give the job the permission pull-requests: write. ${why}`
}

function tell(host: ActionHost, message: string): void {
  host.annotate({ level: 'notice', title: 'No comment', message: `${message} The summary of the run has the report.` })
}
