import { once } from 'node:events'
import type { Server, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Stops accepting connections and lets running requests finish → whether all did in time. */
export type Stop = (timeoutMs: number) => Promise<boolean>

export function gracefulStop(server: Server): Stop {
  const running = new Set<ServerResponse>()
  let stopping = false
  server.prependListener('request', (_request, response: ServerResponse) => {
    running.add(response)
    response.once('close', () => running.delete(response))
    if (stopping) response.setHeader('connection', 'close')
  })
  return async (timeoutMs) => {
    stopping = true
    // A caller who keeps its connection would send the next request into a server that is gone.
    for (const response of running) if (!response.headersSent) response.setHeader('connection', 'close')
    const closed = once(server, 'close')
    server.close()
    const end = performance.now() + timeoutMs
    while (running.size > 0 && performance.now() < end) await sleep(20)
    const finished = running.size === 0
    server.closeAllConnections()
    await closed
    return finished
  }
}
