import { type Parts, requestOf, type SentBody, type SentRequest } from '../request/request.ts'
import type { Stock } from './stock.ts'

/** A request that does not reach the handler. */
export interface Refused {
  readonly title: string
  readonly request: SentRequest
  readonly status: number
  /** What the answer says is wrong. */
  readonly field?: string
}

/** A valid request with something else in it. */
export function changed(
  stock: Stock,
  change: Partial<Pick<Parts, 'parameters'>> & { readonly body?: SentBody },
): SentRequest {
  const body = change.body ?? neededBody(stock)
  const { operation, needed, credentials } = stock
  return requestOf(operation, { parameters: needed, credentials, ...change, ...(body && { body }) })
}

/** What a request has to carry. */
export function neededBody({ operation, bodies }: Stock): SentBody | undefined {
  return operation.body?.required ? bodies[0]?.short.sent : undefined
}
