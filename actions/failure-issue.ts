import { type GitHub, GitHubError, type Issue } from '../src/action-host.ts'

export interface FailureIssue {
  readonly title: string
  /** The first line of its body, by which it is found again. */
  readonly marker: string
  readonly body: string
  readonly failing: boolean
}

/** One open issue for as long as scheduled runs fail: opened, kept up to date, and closed by the first that passes. */
export async function keepIssue(wanted: FailureIssue, github: GitHub): Promise<Issue | undefined> {
  const author = await github.login()
  const existing = await find(wanted, author, github)
  if (existing) {
    const state = wanted.failing ? 'open' : 'closed'
    return github.updateIssue(existing.number, { body: wanted.body, state })
  }
  if (!wanted.failing) return undefined
  try {
    return await github.createIssue(wanted.title, wanted.body)
  } catch (error) {
    if (!(error instanceof GitHubError && error.status >= 500)) throw error
    return (await find(wanted, author, github)) ?? github.createIssue(wanted.title, wanted.body)
  }
}

async function find({ marker }: FailureIssue, author: string, github: GitHub): Promise<Issue | undefined> {
  const open = await github.openIssues(author)
  return open.find((issue) => issue.author === author && issue.body.startsWith(marker))
}
