import type { ExitCode } from './base/exit-code.ts'

/** What an action has besides the world: the runner that started it, the event, and GitHub. */
export interface ActionHost {
  readonly event: ActionEvent
  /** A folder of this job, whose files the next steps can read. */
  readonly temporaryFolder: string
  /** The value of an input, trimmed; empty when it was not given. */
  input(name: string): string
  output(name: string, value: string): void
  /** Appends to the page that the run shows for this job. */
  summary(markdown: string): Promise<void>
  annotate(annotation: Annotation): void
  info(message: string): void
  /** Shows the text of another program, in which workflow commands mean nothing. */
  quote(title: string, text: string): void
  /** Ends the step as failed, with the sentence that says why. */
  fail(message: string, exitCode: ExitCode): void
  github(token: string): GitHub
}

export interface ActionEvent {
  /** `pull_request`, `schedule`, … */
  readonly name: string
  /** The event as GitHub sent it: foreign data. */
  readonly payload: unknown
  readonly repository: { readonly owner: string; readonly name: string }
  /** The commit that was checked out. */
  readonly sha: string
  readonly runUrl: string
  /** Where the pages of docs/ can be read, when it is known where this action comes from. */
  readonly docsUrl: string | undefined
}

/** A remark that GitHub shows at a line of a changed file, or on the run when it has no place. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  readonly file?: string
  readonly line?: number
}

/** The part of GitHub's REST API that actions need, in one repository. Every call may reject with GitHubError. */
export interface GitHub {
  /** The account that comments made with this token belong to. */
  login(): Promise<string>
  /** All comments of an issue or pull request, over all pages. */
  comments(issue: number): Promise<readonly Comment[]>
  /** Not repeated when GitHub fails: it may have been done all the same. */
  createComment(issue: number, body: string): Promise<Comment>
  updateComment(id: number, body: string): Promise<Comment>
  /** The open pull requests from a branch of a fork or of the repository itself. */
  pullRequests(head: { readonly owner: string; readonly branch: string }): Promise<readonly PullRequest[]>
  /** All open issues that an account has opened. */
  openIssues(creator: string): Promise<readonly Issue[]>
  createIssue(title: string, body: string): Promise<Issue>
  updateIssue(number: number, change: { readonly body: string; readonly state: 'open' | 'closed' }): Promise<Issue>
}

export interface Comment {
  readonly id: number
  readonly author: string
  readonly body: string
  readonly url: string
}

export interface PullRequest {
  readonly number: number
  readonly headSha: string
}

export interface Issue {
  readonly number: number
  readonly author: string
  readonly body: string
  readonly url: string
}

/** What GitHub answers when it does not do what was asked. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError'
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}
