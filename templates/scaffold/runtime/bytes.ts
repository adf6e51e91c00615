import type { IncomingMessage } from 'node:http'
import { incomplete, tooLarge } from './error.js'

/** A body as a whole. Throws 413, and 400 when it breaks off. */
export function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const read = (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) refuse()
      else chunks.push(chunk)
    }
    const refuse = () => {
      // The rest is read and thrown away: a caller who is still sending could not read the answer.
      request.off('data', read).resume()
      reject(tooLarge(limit))
    }
    if (Number(request.headers['content-length'] ?? 0) > limit) return refuse()
    request
      .on('data', read)
      .on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
      // Also when the caller leaves.
      .on('error', () => reject(incomplete()))
  })
}
