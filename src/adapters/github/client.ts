import { getOctokit } from '@actions/github'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { type Comment, type GitHub, GitHubError, type Issue } from '../../action-host.ts'

const perPage = 100
const rateLimitRetries = 1

/** The account behind the token that GitHub gives to every job; it may not ask for its own name. */
const jobAccount = 'github-actions[bot]'

export interface Repository {
  readonly owner: string
  readonly repo: string
  /** Where the API is: other servers than github.com have their own. */
  readonly apiUrl: string
}

/** REST only: Gitea and Forgejo have no GraphQL. */
export function restGitHub(token: string, { owner, repo, apiUrl }: Repository): GitHub {
  const { rest, paginate } = client(token, apiUrl)
  const here = { owner, repo }
  return {
    login: () => (token.startsWith('ghs_') ? Promise.resolve(jobAccount) : login(rest)),
    comments: (issue) =>
      told(async () => {
        const all = await paginate(rest.issues.listComments, { ...here, issue_number: issue, per_page: perPage })
        return all.map(comment)
      }),
    createComment: (issue, body) =>
      told(async () =>
        comment((await rest.issues.createComment({ ...here, issue_number: issue, body, ...once })).data),
      ),
    updateComment: (id, body) =>
      told(async () => comment((await rest.issues.updateComment({ ...here, comment_id: id, body })).data)),
    pullRequests: (head) =>
      told(async () => {
        const filter = { state: 'open', head: `${head.owner}:${head.branch}`, per_page: perPage } as const
        const all = await paginate(rest.pulls.list, { ...here, ...filter })
        return all.map((pull) => ({ number: pull.number, headSha: pull.head.sha }))
      }),
    openIssues: (creator) =>
      told(async () => {
        const filter = { state: 'open', creator, per_page: perPage } as const
        return (await paginate(rest.issues.listForRepo, { ...here, ...filter })).map(issue)
      }),
    createIssue: (title, body) =>
      told(async () => issue((await rest.issues.create({ ...here, title, body, ...once })).data)),
    updateIssue: (number, change) =>
      told(async () => issue((await rest.issues.update({ ...here, issue_number: number, ...change })).data)),
  }
}

type Rest = ReturnType<typeof client>['rest']

/** A POST that GitHub answers with 502 may have been done, so the caller looks before it repeats one. */
const once = { request: { retries: 0 } }

/**
 * Server errors are retried, rate limits waited for once. The number of retries is left to the plugin: naming one makes it repeat
 * refusals (403, 422) too.
 */
function client(token: string, baseUrl: string) {
  const again = (_after: number, _options: unknown, _octokit: unknown, retries: number) => retries < rateLimitRetries
  const throttle = { onRateLimit: again, onSecondaryRateLimit: again }
  return getOctokit(token, { baseUrl, throttle }, retry, throttling)
}

async function login(rest: Rest): Promise<string> {
  try {
    return (await rest.users.getAuthenticated()).data.login
  } catch (error) {
    // An installation's token has no user, and other servers may not know the question.
    const status = (error as { status?: number }).status ?? 0
    if ((status >= 400 && status < 500) || status === 501) return jobAccount
    throw githubError(error)
  }
}

async function told<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    throw githubError(error)
  }
}

function githubError(error: unknown): GitHubError {
  const { message, status } = error as { message: string; status?: number }
  if (status === undefined) throw error
  return new GitHubError(message, status, { cause: error })
}

interface Written {
  readonly user?: { readonly login: string } | null
  readonly body?: string | null
  readonly html_url: string
}

function comment({ id, user, body, html_url }: Written & { readonly id: number }): Comment {
  return { id, author: user?.login ?? '', body: body ?? '', url: html_url }
}

function issue({ number, user, body, html_url }: Written & { readonly number: number }): Issue {
  return { number, author: user?.login ?? '', body: body ?? '', url: html_url }
}
