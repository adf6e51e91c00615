import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ApiOptions } from '../runtime.js'
import { databaseAnswer } from './database-error.js'
import { ApiError, internal, type Refusal } from './error.js'
import type { Answer } from './response.js'

/** Whose answer it is, for reports. */
export interface Answering {
  operation: string | undefined
  requestId: string
}

/** What is thrown -> what its caller gets. */
export function failure(error: unknown, answering: Answering, options: ApiOptions): Answer {
  const told = error instanceof ApiError ? error : (databaseAnswer(error) ?? internal())
  // Of what is no ApiError, a conflict alone is in the order of things.
  if (told !== error && told.status !== 409) report(error, answering, options)
  return envelope(told, answering.requestId)
}

/** Tells the server's owner what no caller is told. */
export function report(error: unknown, answering: Answering, { onError = logError }: ApiOptions): void {
  onError(error, answering)
}

const logError: NonNullable<ApiOptions['onError']> = (error, { operation = 'no operation', requestId }) =>
  console.error(`Request ${requestId}, ${operation}:`, error)

/** An error as its caller gets it. */
export function envelope({ status, code, message, details, headers }: Refusal, requestId: string): Answer {
  const body = JSON.stringify({ error: { code, message, details }, meta: { requestId } })
  const ours = { 'content-type': 'application/json; charset=utf-8', 'x-request-id': requestId }
  return { status, headers: { ...headers, ...ours }, body }
}

/** A caller's id ends up in logs and headers, so it has to be short and harmless. Else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const sent = headers['x-request-id']
  return typeof sent === 'string' && /^[\w.:+/=@-]{1,128}$/.test(sent) ? sent : randomUUID()
}
