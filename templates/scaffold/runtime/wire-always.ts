import { STATUS_CODES } from 'node:http'
import { internal, notFound, notImplementedYet, unauthorized } from './error.js'
import type { Result } from './response.js'

/** What goes over the wire for a JSON body: what the handler answers, in an envelope. */
export function wire({ status, body }: Result, requestId: string): unknown {
  const meta = { requestId }
  return status < 400 ? { data: body, meta } : { error: { ...reasonOf(status), details: [], data: body }, meta }
}

const ours = [unauthorized(), notFound(), internal(), notImplementedYet()]

/** As the server itself answers such a status, or else as it is registered. */
function reasonOf(status: number): { code: string; message: string } {
  const known = ours.find((error) => error.status === status)
  if (known) return { code: known.code, message: known.message }
  const reason = STATUS_CODES[status] ?? `Status ${status}`
  return { code: reason.toUpperCase().replace(/[^A-Z0-9]+/g, '_'), message: `${reason}.` }
}
