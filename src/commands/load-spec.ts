import { UserError } from '../base/errors.ts'
import { maskSecrets } from '../base/text.ts'
import { mix } from '../load/mix.ts'
import { parseTargetUrl } from '../load/parse.ts'
import type { Arm, StatusRange } from '../load/plan.ts'
import { type LoadedApi, loadApi } from '../openapi/load.ts'
import type { K6Requests } from '../ports/k6.ts'
import type { World } from '../ports/world.ts'
import { directSchemas } from '../scaffold/direction.ts'
import type { Context } from '../scaffold/request/parameter-samples.ts'
import { variedRequests } from '../scaffold/request/varied-requests.ts'
import { viewsOf } from '../scaffold/request/view.ts'
import { accessTo } from './load-credentials.ts'
import { chooseOperations, expectedOf, type LeftOut, mayBePage, operationText } from './load-operations.ts'
import {
  type Opened,
  type Planned,
  refuseHindered,
  refuseLocked,
  refuseMany,
  refuseNone,
  tell,
} from './load-spec-notes.ts'

/** Which requests of a document are meant. */
export interface SpecOptions {
  /** An OpenAPI document: a file, a URL, or `-` for standard input. */
  readonly document: string
  /** By operationId or as `GET /users/{id}`; empty for all that read. */
  readonly operations: readonly string[]
  readonly allowRemote: boolean
}

/** What every request of a document has besides. */
export interface SpecFrame {
  /** Where the paths of the document start; empty when nobody said. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly seed: number
  readonly expected: StatusRange | undefined
}

/** The requests of a document, and what has to be said of them. */
export interface SpecRequests {
  readonly requests: K6Requests
  readonly arm: Arm
  readonly leftOut: readonly { readonly operation: string; readonly why: string }[]
}

/** So many different requests are made for an operation, where its document admits as many. */
const variations = 20

/** A document → the requests of its operations. UserErrors: `bad-spec`, `bad-option`, `bad-input`, `no-credential`, `unsupported`, and those of reading. */
export async function specRequests(
  { document, operations, allowRemote }: SpecOptions,
  frame: SpecFrame,
  world: Pick<World, 'files' | 'input' | 'network' | 'log' | 'variable'>,
): Promise<SpecRequests> {
  const loaded = await loadApi(document, world, { allowRemote })
  const base = baseOf(frame.url, document, loaded)
  const { api } = loaded
  const directed = directSchemas(api)
  const context = { api, directed, views: viewsOf(directed) }
  const { chosen, leftOut } = chooseOperations(api, operations)
  refuseMany(chosen, document)
  const opened = chosen.map((operation) => ({ operation, access: accessTo(operation, api, world.variable) }))
  refuseLocked(opened)
  const made = opened.map((one) => plannedOf(one, { context, base, frame }))
  const hindered = [...leftOut, ...made.flatMap((one) => ('why' in one ? [one] : []))]
  const planned = made.filter((one) => 'endpoint' in one)
  if (operations.length > 0) refuseHindered(hindered)
  refuseNone(planned, hindered, document)
  tell(planned, hindered, world.log)
  return {
    arm: armOf(base, planned),
    requests: {
      list: mix(
        planned.map(({ requests }, index) => requests.map((request) => ({ ...request, endpoint: index }))),
        frame.seed,
      ),
      secrets: Object.fromEntries(
        planned.flatMap(({ credentials }) => credentials.map(({ variable, text }) => [variable, text])),
      ),
    },
    leftOut: hindered.map(({ operation, why }) => ({ operation: operationText(operation), why })),
  }
}

function baseOf(url: string, document: string, { servers }: LoadedApi): string {
  if (url === '') {
    const [server] = servers.map((one) => maskSecrets(one).replace(/\/$/, ''))
    const offer = server
      ? ` The document says ${server}: if that is what you mean to load, write it before --spec.`
      : ' Write it before --spec, such as http://127.0.0.1:3000.'
    throw new UserError('bad-option', `Nobody said where the service of ${document} is.${offer}`)
  }
  const { href, search, hash } = parseTargetUrl(url)
  if (search === '' && hash === '') return href.replace(/\/+$/, '')
  throw new UserError(
    'bad-input',
    `${maskSecrets(url)} has a query or a fragment, and the paths of the document go after it. Leave them out.`,
  )
}

interface Making {
  readonly context: Context
  readonly base: string
  readonly frame: SpecFrame
}

function plannedOf({ operation, access }: Opened, { context, base, frame }: Making): Planned | LeftOut {
  if (access.kind !== 'open') return { operation, why: access.kind === 'closed' ? access.why : 'is locked' }
  const { credentials } = access
  const made = variedRequests(operation, context, { seed: frame.seed, count: variations, slots: credentials })
  if ('why' in made) return { operation, why: `cannot be asked, ${made.why}` }
  const method = operation.method.toUpperCase()
  const endpoint = {
    operation: operation.operationId ?? operation.name,
    method,
    path: operation.path,
    url: `${base}${operation.path}`,
    expected: frame.expected ? [frame.expected] : expectedOf(operation),
    mayBePage: mayBePage(operation),
  }
  const requests = made.requests.map(({ path, headers, body }) => ({
    url: `${base}${path}`,
    method,
    headers: { ...headers, ...frame.headers },
    ...(body !== undefined && { body }),
    credentials: credentials.map(({ place, name, variable }) => ({ place, name, variable })),
  }))
  return { endpoint, requests, credentials, invented: made.invented }
}

function armOf(base: string, planned: readonly Planned[]): Arm {
  const endpoints = planned.map(({ endpoint }) => endpoint)
  const methods = [...new Set(endpoints.map(({ method }) => method))]
  return { name: 'target', target: { url: base, method: methods.join(','), headers: {} }, endpoints }
}
