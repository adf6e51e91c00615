/** An error as the API answers it, for what is answered outside of the API. */
export function envelope(code: string, message: string, requestId: string) {
  return { error: { code, message, details: [] }, meta: { requestId } }
}

export const tooManyRequests = (requestId: string) =>
  envelope('TOO_MANY_REQUESTS', 'Too many requests: wait as long as retry-after says.', requestId)

export const badRequest = (requestId: string) => envelope('BAD_REQUEST', 'The request is malformed.', requestId)

export const internalError = (requestId: string) =>
  envelope('INTERNAL_ERROR', 'Something went wrong on our side.', requestId)
