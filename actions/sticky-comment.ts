import { type Comment, type GitHub, GitHubError } from '../src/action-host.ts'
import { createOnce, type Post } from './post.ts'

export interface StickyComment extends Post {
  readonly issue: number
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
  const created = await createOnce(
    () => github.createComment(wanted.issue, wanted.body),
    () => find(wanted, github),
  )
  return { action: 'created', comment: created }
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

/** Commit and run differ every time; what is reported may not. */
function withoutFooter(body: string): string {
  return body
    .replaceAll('\r\n', '\n')
    .trimEnd()
    .replace(/\n+<sub>[^\n]*<\/sub>$/, '')
}
