import { type ActionHost, GitHubError } from '../src/action-host.ts'
import { markdown } from '../src/report/markdown.ts'
import type { Report } from '../src/report/report.ts'

/** In characters, with marker and footer: https://docs.github.com/rest/issues/comments answers 422 above. */
const longest = 65_536

/** What a comment or an issue says, and the first line by which it is found again. */
export interface Post {
  readonly marker: string
  readonly body: string
}

/** A report as a comment or an issue. `commit` is what it is about; `more` ends the footer, which does not count as a change. */
export function postOf(
  report: Report,
  { key, commit, more = '' }: { readonly key: string; readonly commit: string; readonly more?: string },
  { event }: ActionHost,
): Post {
  const marker = `<!-- backwright:${report.action}:${key} -->`
  const body = markdown(report, {
    limit: longest,
    measure: (text) => text.length,
    before: marker,
    after: `<sub>For ${commit.slice(0, 7)}, by [this run](${event.runUrl}).${more}</sub>`,
    docsUrl: event.docsUrl,
  })
  return { marker, body }
}

/** Says on the run why nothing was posted: the report is not lost. */
export function tellUnposted(host: ActionHost, title: string, message: string): void {
  host.annotate({ level: 'notice', title, message: `${message} The summary of the run has the report.` })
}

/** What GitHub says when it refuses, as a sentence. */
export function refusal({ status, message }: GitHubError): string {
  return `GitHub answers ${status}: ${message.replace(/[.\s]*$/, '.')}`
}

/** GitHub may have made it and failed to say so: only a second look tells whether to try again. */
export async function createOnce<Made>(
  create: () => Promise<Made>,
  find: () => Promise<Made | undefined>,
): Promise<Made> {
  try {
    return await create()
  } catch (error) {
    if (!(error instanceof GitHubError && error.status >= 500)) throw error
    return (await find()) ?? create()
  }
}
