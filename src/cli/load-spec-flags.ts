import type { Command } from 'commander'
import { UserError } from '../base/errors.ts'
import type { SpecOptions } from '../commands/load-spec.ts'
import { append, given } from './arguments.ts'

/** What says which operations of a document are loaded. */
export interface SpecFlags {
  readonly spec?: string
  readonly operation?: readonly string[]
  readonly allowRemote?: boolean
  readonly method?: string
  readonly body?: string
  readonly bodyFile?: string
  readonly data?: string
}

export function addSpecFlags(command: Command): Command {
  return command
    .option('--spec <document>', 'load the operations of an OpenAPI or Swagger 2.0 document, below the address')
    .option('--operation <id>', "one of them, by operationId or as 'GET /users/{id}'; may be said again", append)
    .option('--allow-remote', 'let the document and its references come from other hosts')
}

/** UserError `bad-option` for flags that contradict each other. */
export function specOptions(flags: SpecFlags): SpecOptions | undefined {
  const { spec, operation, allowRemote } = flags
  if (spec === undefined) {
    if (operation === undefined && !allowRemote) return undefined
    throw new UserError('bad-option', '--operation and --allow-remote are about a document. Name it with --spec.')
  }
  const [said] = given(flags, ['method', 'body', 'bodyFile', 'data'])
  if (said) throw new UserError('bad-option', `Method and body come from the document of --spec. Leave ${said} out.`)
  return { document: spec, operations: operation ?? [], allowRemote: allowRemote ?? false }
}
