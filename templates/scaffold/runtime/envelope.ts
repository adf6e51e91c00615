import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ApiOptions } from '../runtime.js'
import { databaseAnswer } from './database-error.js'
import { ApiError, internal } from './error.js'
import type { Answer } from './response.js'

/** Whose answer it is, for reports. */
export interface Answering {
  operation: string | undefined
  requestId: string
}

/** Turns what is thrown into the error envelope, and gives every answer its request id. */
export async function guarded(
  operation: string | undefined,
  { headers }: IncomingMessage,
  options: ApiOptions,
  body: (requestId: string) => Answer | Promise<Answer>,
): Promise<Answer> {
  const requestId = requestIdOf(headers['x-request-id'])
  let answer: Answer
  try {
    answer = await body(requestId)
  } catch (error) {
    const told = error instanceof ApiError ? error : (databaseAnswer(error) ?? internal())
    // Of what is no ApiError, a conflict alone is in the order of things.
    if (told !== error && told.status !== 409) report(error, { operation, requestId }, options)
    answer = envelope(told, requestId)
  }
  answer.headers['x-request-id'] = requestId
  return answer
}

/** Tells the server's owner what no caller is told. */
export function report(error: unknown, answering: Answering, { onError = logError }: ApiOptions): void {
  onError(error, answering)
}

const logError: NonNullable<ApiOptions['onError']> = (error, { operation = 'no operation', requestId }) =>
  console.error(`Request ${requestId}, ${operation}:`, error)

function envelope({ status, code, message, details, headers }: ApiError, requestId: string): Answer {
  const body = JSON.stringify({ error: { code, message, details }, meta: { requestId } })
  return { status, headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }, body }
}

/** A caller's id ends up in logs and headers, so it has to be short and harmless. */
function requestIdOf(sent: string | string[] | undefined): string {
  return typeof sent === 'string' && /^[\w.:+/=@-]{1,128}$/.test(sent) ? sent : randomUUID()
}
