import type { Operation, Parameter } from '../../openapi/api.ts'
import { bodyText } from './body-text.ts'
import { type Credential, carries } from './credentials.ts'
import { type Context, schemaOf } from './parameter-samples.ts'
import { requestOf } from './request.ts'
import { type MadeBody, variedBody } from './varied-body.ts'
import { type ParameterStock, parameterStock, variedParameters } from './varied-parameters.ts'

/** A request as it goes over the wire; its address without the host. */
export interface WireRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Variety {
  readonly seed: number
  readonly count: number
  /** Where credentials will be, so that no parameter is there. */
  readonly slots: readonly Pick<Credential, 'place' | 'name'>[]
}

/** The requests of an operation, or why none can be made. */
export type VariedRequests =
  | {
      /** Different ones, at most as many as were asked for. */
      readonly requests: readonly WireRequest[]
      /** The parameters of the path whose values are made up, so that there may be nothing at the address. */
      readonly invented: readonly string[]
    }
  | { readonly why: string }

export function variedRequests(
  operation: Operation,
  context: Context,
  { seed, count, slots }: Variety,
): VariedRequests {
  const stock = parameterStock(operation, context)
  const parameters = operation.parameters.filter((one) => !carries(one, slots))
  const found = new Map<string, WireRequest>()
  for (let number = 0; number < count; number++) {
    const variation = { stock, context, seed: `${seed} ${operation.name} ${number}`, number }
    const body = bodyOf(operation, variation)
    if (body && 'why' in body) return body
    const written = variedParameters(operation, parameters, variation)
    if (!written) continue
    const { path, headers } = requestOf(operation, { parameters: written, credentials: [] })
    const text = body && bodyText(body.sent)
    const request = text
      ? { path, headers: { ...headers, 'content-type': text.contentType }, body: text.text }
      : { path, headers }
    found.set(JSON.stringify(request), request)
  }
  if (found.size === 0) return { why: hurdleOf(stock, parameters) }
  return { requests: [...found.values()], invented: invented(parameters, stock, context) }
}

function hurdleOf({ samples: { left } }: ParameterStock, parameters: readonly Parameter[]): string {
  const found = parameters.find((parameter) => parameter.required && left.has(parameter))
  return (found && left.get(found)) ?? 'its path leads to another operation'
}

/** The first of the media types in which one can be made, JSON before forms before the rest; undefined where there is none. */
function bodyOf({ body }: Operation, variation: Parameters<typeof variedBody>[1]): MadeBody | undefined {
  const contents = [...(body?.contents ?? [])].sort((a, b) => order.indexOf(a.format) - order.indexOf(b.format))
  const made = contents.map((content) => variedBody(content, variation))
  const first = made.find((one) => 'sent' in one)
  return first ?? (body?.required ? made[0] : undefined)
}

const order = ['json', 'form', 'multipart', 'text', 'bytes']

function invented(parameters: readonly Parameter[], { shown }: ParameterStock, context: Context): readonly string[] {
  return parameters
    .filter((parameter) => parameter.place === 'path' && (shown.get(parameter) ?? []).length === 0)
    .filter((parameter) => !isListed(parameter, context))
    .map(({ name }) => name)
}

/** Whether the document lists the values that there are. */
function isListed(parameter: Parameter, context: Context): boolean {
  const { values, ref } = schemaOf(parameter, context)
  return (values ?? (ref === undefined ? undefined : context.views.whole.find(ref)?.values)) !== undefined
}
