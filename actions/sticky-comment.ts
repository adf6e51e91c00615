import { type Comment, type GitHub, GitHubError } from '../src/action-host.ts'

export interface StickyComment {
  readonly issue: number
  /** The first line, by which the comment is found again. */
  readonly marker: string
  /** With the marker, and a footer that does not count as a change. */
  readonly body: string
  /** Whether it is worth a new comment; an existing one is kept up to date in any case. */
  readonly noteworthy: boolean
  /** The account that has written it; another's comment with the same first line is a quotation or a trap. */
  readonly author: string
}

export interface Kept {
  readonly action: 'created' | 'updated' | 'unchanged' | 'none'
  readonly comment: Comment | undefined
}

/** One comment that always says how things are. Rejects with GitHubError. */
export async function keepComment(wanted: StickyComment, github: GitHub): Promise<Kept> {
  const existing = await find(wanted, github)
  if (existing && withoutFooter(existing.body) === withoutFooter(wanted.body)) {
    return { action: 'unchanged', comment: existing }
  }
  const updated = existing && (await update(existing, wanted, github))
  if (updated) return { action: 'updated', comment: updated }
  if (!wanted.noteworthy) return { action: 'none', comment: undefined }
  return { action: 'created', comment: await create(wanted, github) }
}

async function find({ issue, marker, author }: StickyComment, github: GitHub): Promise<Comment | undefined> {
  const all = await github.comments(issue)
  return all.find((comment) => comment.author === author && comment.body.startsWith(marker))
}

/** Undefined when somebody has deleted it meanwhile. */
async function update({ id }: Comment, { body }: StickyComment, github: GitHub): Promise<Comment | undefined> {
  try {
    return await github.updateComment(id, body)
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return undefined
    throw error
  }
}

/** GitHub may have made the comment and failed to say so: only a second look tells whether to try again. */
async function create(wanted: StickyComment, github: GitHub): Promise<Comment> {
  try {
    return await github.createComment(wanted.issue, wanted.body)
  } catch (error) {
    if (!(error instanceof GitHubError && error.status >= 500)) throw error
    return (await find(wanted, github)) ?? github.createComment(wanted.issue, wanted.body)
  }
}

/** Commit and run differ every time; what is reported may not. */
function withoutFooter(body: string): string {
  return body
    .replaceAll('\r\n', '\n')
    .trimEnd()
    .replace(/\n+<sub>[^\n]*<\/sub>$/, '')
}
