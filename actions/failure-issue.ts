import type { GitHub, Issue } from '../src/action-host.ts'
import { createOnce, type Post } from './post.ts'

export interface FailureIssue extends Post {
  readonly title: string
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
  return createOnce(
    () => github.createIssue(wanted.title, wanted.body),
    () => find(wanted, author, github),
  )
}

async function find({ marker }: FailureIssue, author: string, github: GitHub): Promise<Issue | undefined> {
  const open = await github.openIssues(author)
  return open.find((issue) => issue.author === author && issue.body.startsWith(marker))
}
