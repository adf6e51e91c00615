/** A mistake the user can correct. Its message is shown without a stack; any other error is a bug of ours. */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly code: ErrorCode
  readonly where: Place
  /** What of the result there is all the same, for the JSON document. */
  readonly partial: object

  constructor(
    code: ErrorCode,
    message: string,
    options: ErrorOptions & { readonly where?: Place; readonly partial?: object } = {},
  ) {
    super(message, options)
    this.code = code
    this.where = options.where ?? {}
    this.partial = options.partial ?? {}
  }
}

/** Where in the user's input a mistake is: `line` counts from 1, `pointer` is a JSON pointer. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly pointer?: string
}

/** Every code has a heading in docs/errors.md; test/contract.test.ts holds them together. */
export type ErrorCode = (typeof errorCodes)[number]

export const errorCodes = [
  'bad-input',
  'bad-option',
  'bad-ref',
  'bad-schema',
  'bad-spec',
  'bad-sql',
  'connection-lost',
  'empty-input',
  'file-conflict',
  'file-exists',
  'interrupted',
  'migration-failed',
  'migration-locked',
  'missing-answer',
  'missing-file',
  'no-baseline',
  'no-connection',
  'no-credential',
  'no-k6',
  'no-memory',
  'no-rollback',
  'no-scratch',
  'no-token',
  'pooled-connection',
  'scratch-lost',
  'scratch-timeout',
  'tool-failed',
  'unknown-command',
  'unreachable-host',
  'unsupported',
  'write-failed',
] as const

/** Closes a switch over a union, so that a new member fails to compile until it is handled. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`)
}
