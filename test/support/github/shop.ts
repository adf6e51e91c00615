import { type Json, sample } from './description.ts'

export interface ShopState {
  /** The account of the token. */
  readonly login?: string
  readonly comments?: readonly { readonly author: string; readonly body: string }[]
  readonly pulls?: readonly { readonly number: number; readonly head: string; readonly sha: string }[]
}

export interface Stored {
  readonly id: number
  readonly author: string
  body: string
  readonly title?: string
  state: 'open' | 'closed'
}

export interface Asked {
  readonly operation: string
  readonly params: Readonly<Record<string, string>>
  readonly url: URL
  readonly body: Json
}

export type Answered = readonly [status: number, body: Json, headers?: Readonly<Record<string, string>>]

/** GitHub refuses longer ones. */
const bodyLength = 65_536

/** The repository octo/shop: its comments, issues and pull requests, and what GitHub's operations do to them. */
export class Shop {
  readonly comments: Stored[] = []
  readonly issues: Stored[] = []
  readonly #login: string
  readonly #pulls: NonNullable<ShopState['pulls']>
  #next = 1

  constructor({ login = 'github-actions[bot]', comments = [], pulls = [] }: ShopState) {
    this.#login = login
    this.#pulls = pulls
    for (const comment of comments) this.#store(this.comments, comment)
  }

  handle({ operation, params, url, body }: Asked): Answered {
    if (body?.body?.length > bodyLength) return refusal(422)
    switch (operation) {
      case 'users/get-authenticated':
        return this.#login.endsWith('[bot]') ? refusal(403) : [200, user(this.#login, 'private-user')]
      case 'issues/list-comments':
        return page(this.comments.map(shownComment), url)
      case 'issues/create-comment':
        return [201, shownComment(this.#store(this.comments, { ...body, author: this.#login }))]
      case 'issues/update-comment':
        return update(this.comments, Number(params.comment_id), body, shownComment)
      case 'issues/list-for-repo':
        return page(this.issues.filter(listed(url.searchParams)).map(shownIssue), url)
      case 'issues/create':
        return [201, shownIssue(this.#store(this.issues, { ...body, author: this.#login }))]
      case 'issues/update':
        return update(this.issues, Number(params.issue_number), body, shownIssue)
      case 'pulls/list':
        return page(this.#pulls.filter(({ head }) => head === url.searchParams.get('head')).map(shownPull), url)
      default:
        throw new Error(`The double does not do ${operation}.`)
    }
  }

  #store(home: Stored[], given: { readonly author: string; readonly body: string; readonly title?: string }): Stored {
    const stored: Stored = { id: this.#next++, state: 'open', ...given }
    home.push(stored)
    return stored
  }
}

const messages: Readonly<Record<number, string>> = {
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  422: 'Validation Failed',
  502: 'Bad Gateway',
}

export function refusal(status: number): Answered {
  const documentation_url = 'https://docs.github.com/rest'
  return [status, { message: messages[status] ?? 'Error', documentation_url, status: String(status) }]
}

function update(home: Stored[], id: number, change: Json, show: (stored: Stored) => Json): Answered {
  const stored = home.find((candidate) => candidate.id === id)
  if (!stored) return refusal(404)
  Object.assign(stored, change)
  return [200, show(stored)]
}

function listed(query: URLSearchParams): (issue: Stored) => boolean {
  return ({ state, author }) => state === (query.get('state') ?? 'open') && author === query.get('creator')
}

/** Thirty to a page unless asked for more, and the next page in a header, as GitHub does. */
function page(all: readonly Json[], url: URL): Answered {
  const size = Number(url.searchParams.get('per_page') ?? 30)
  const number = Number(url.searchParams.get('page') ?? 1)
  const next = new URL(url)
  next.searchParams.set('page', String(number + 1))
  const more = number * size < all.length
  return [200, all.slice((number - 1) * size, number * size), more ? { link: `<${next}>; rel="next"` } : {}]
}

function shownComment({ id, author, body }: Stored): Json {
  const html_url = `https://github.com/octo/shop/pull/7#issuecomment-${id}`
  return sample('issue-comment', { id, body, html_url, user: user(author) })
}

function shownIssue({ id, author, body, title, state }: Stored): Json {
  const html_url = `https://github.com/octo/shop/issues/${id}`
  return sample('issue', { id, number: id, body, title, state, html_url, user: user(author) })
}

function shownPull({ number, sha }: { readonly number: number; readonly sha: string }): Json {
  const pull = sample('pull-request-simple', { number })
  return { ...pull, head: { ...pull.head, sha } }
}

function user(login: string, schema = 'simple-user'): Json {
  return sample(schema, { login })
}
