import type { Api, Operation, Parameter } from '../../openapi/api.ts'
import { literal } from '../../writing/template.ts'
import { handlerPath } from '../generate.ts'
import { type Credentials, credentialsFor, isProtected } from './credentials.ts'

/** A request that a test of the written project sends, as TypeScript: `target` within a template literal, `request` behind the address. */
export interface Probe {
  readonly title: string
  readonly target: string
  readonly request: string
  /** The file of the operation's handler, relative to the API. */
  readonly handler: string
  /** What is wrong with the request. */
  readonly field: string
}

/** Requests whose answers are known whatever the handlers do: one of each kind, or none where no operation is fit for it. */
export interface Probes {
  readonly valid: readonly Probe[]
  readonly closed: readonly Probe[]
  readonly invalid: readonly Probe[]
  readonly large: readonly Probe[]
}

export function probes(api: Api): Probes {
  const operations = api.operations.filter(isPlain)
  const withBody = operations.filter(takesJson)
  const withNumber = operations.filter((operation) => numberOf(operation) !== undefined)
  const malformed = first(withBody, (one) =>
    probe(one, credentialsFor(one, api), { body: literal('{'), field: 'body' }),
  )
  return {
    valid: first(operations.filter(asksForNothing), (one) => probe(one, credentialsFor(one, api))),
    closed: first(operations.filter(isProtected), (one) => probe(one, { headers: [], query: [] })),
    invalid: malformed.length > 0 ? malformed : first(withNumber, (one) => wrongNumber(one, credentialsFor(one, api))),
    large: first(withBody, (one) => probe(one, credentialsFor(one, api), { body: `${literal(' ')}.repeat(200)` })),
  }
}

function first(operations: readonly Operation[], make: (operation: Operation) => Probe | undefined): readonly Probe[] {
  for (const operation of operations) {
    const made = make(operation)
    if (made) return [made]
  }
  return []
}

/** Whether its path can stand in a title, in a template literal and in an address as it is. */
function isPlain({ method, template }: Operation): boolean {
  const text = template.map((part) => (part.kind === 'text' ? part.text : '')).join('')
  // HEAD has no body to look at, and fetch does not send TRACE.
  return /^[\w./~-]+$/.test(text) && !['head', 'trace', 'options'].includes(method)
}

function asksForNothing({ template, parameters, body }: Operation): boolean {
  return (
    template.every(({ kind }) => kind === 'text') && !parameters.some(({ required }) => required) && !body?.required
  )
}

function takesJson({ method, body }: Operation): boolean {
  return method !== 'get' && (body?.contents ?? []).some(({ mediaType }) => mediaType === 'application/json')
}

/** A parameter of the query that is a number and nothing else. */
function numberOf({ parameters }: Operation): Parameter | undefined {
  return parameters.find(({ place, name, encoding }) => {
    if (place !== 'query' || encoding.kind !== 'style' || encoding.shape.kind !== 'scalar') return false
    const { types } = encoding.shape
    return /^[\w-]+$/.test(name) && types.length > 0 && types.every((type) => type === 'integer' || type === 'number')
  })
}

function wrongNumber(operation: Operation, credentials: Credentials | undefined): Probe | undefined {
  const name = numberOf(operation)?.name ?? ''
  const query = [...(credentials?.query ?? []), `${name}=many`]
  return probe(operation, credentials && { ...credentials, query }, { field: `query.${name}` })
}

/** Undefined when nobody can say how to be let in. */
function probe(
  operation: Operation,
  credentials: Credentials | undefined,
  { body, field = '' }: { readonly body?: string; readonly field?: string } = {},
): Probe | undefined {
  if (!credentials) return undefined
  const method = operation.method.toUpperCase()
  const path = operation.template.map((part) => (part.kind === 'text' ? part.text : '1')).join('')
  const headers = [...credentials.headers, ...(body === undefined ? [] : [`'content-type': 'application/json'`])]
  const options = [
    ...(method === 'GET' ? [] : [`method: '${method}'`]),
    ...(headers.length > 0 ? [`headers: { ${headers.join(', ')} }`] : []),
    ...(body === undefined ? [] : [`body: ${body}`]),
  ]
  return {
    title: `${method} ${path}`,
    target: credentials.query.length > 0 ? `${path}?${credentials.query.join('&')}` : path,
    request: argument(options),
    handler: handlerPath(operation),
    field,
  }
}

/** As a formatter would lay it out, at the depth of the tests. */
function argument(members: readonly string[]): string {
  if (members.length === 0) return ''
  if (members.length < 3) return `, { ${members.join(', ')} }`
  return `, {\n${members.map((member) => `    ${member},\n`).join('')}  }`
}
