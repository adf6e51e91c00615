/** What is wrong with one part of a request. */
export interface Detail {
  /** Such as `query.limit` or `body.items.0.name`. */
  field: string
  message: string
}

/** What is told in the error envelope. */
export interface Refusal {
  status: number
  code: string
  message: string
  details: Detail[]
  headers: Record<string, string>
}

/** An answer in the error envelope. Its message is shown to the caller. */
export class ApiError extends Error implements Refusal {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly details: Detail[]
  readonly headers: Record<string, string>

  constructor(
    status: number,
    code: string,
    message: string,
    details: Detail[] = [],
    headers: Record<string, string> = {},
  ) {
    // An answer and no bug: nobody reads its stack, which would take longer than all the rest.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = stackTraceLimit
    this.status = status
    this.code = code
    this.details = details
    this.headers = headers
  }
}

/** What a handler does until it is written: answers 501. */
export function notImplemented(): never {
  throw notImplementedYet()
}

export const notImplementedYet = () => new ApiError(501, 'NOT_IMPLEMENTED', 'This operation is not implemented yet.')

export const internal = () => new ApiError(500, 'INTERNAL_ERROR', 'Something went wrong on our side.')

export const unauthorized = (headers: Record<string, string> = {}) =>
  new ApiError(401, 'UNAUTHORIZED', 'This operation asks for credentials.', [], headers)

export const notFound = () => new ApiError(404, 'NOT_FOUND', 'There is nothing at this path.')

export const badPath = () => new ApiError(400, 'BAD_REQUEST', 'The path is not percent-encoded UTF-8.')

/** A large list can be wrong in each of its items; nobody reads that many. */
const mostDetails = 100

/** Not thrown, and so no Error, which takes longer to make than many a request to check. */
export const refusal = (details: Detail[]): Refusal => ({
  status: 400,
  code: 'VALIDATION_ERROR',
  message: 'The request does not match the API description.',
  details: details.slice(0, mostDetails),
  headers: {},
})

/** The same for who has to throw it. */
export function invalid(detail: Detail): ApiError {
  const { status, code, message, details } = refusal([detail])
  return new ApiError(status, code, message, details)
}

export const incomplete = () => new ApiError(400, 'BAD_REQUEST', 'The body ended before it was complete.')

export const methodNotAllowed = (allow: string) =>
  new ApiError(405, 'METHOD_NOT_ALLOWED', `This path takes ${allow}.`, [], { allow })

export const notAcceptable = (types: string[]) =>
  new ApiError(406, 'NOT_ACCEPTABLE', `The answer can be ${types.join(' or ')}, and Accept takes none of that.`)

export const tooLarge = (limit: number) =>
  new ApiError(413, 'PAYLOAD_TOO_LARGE', `The body is larger than ${limit} bytes.`)

export const unsupportedMediaType = (message: string) => new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', message)
