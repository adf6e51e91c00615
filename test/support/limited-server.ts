import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a limiter says of one request; `resetMs` is how long until there is room again. */
export interface Decision {
  readonly served: boolean
  readonly limit: number
  readonly remaining: number
  readonly resetMs: number
}

export type Limiter = (client: string, now: number) => Decision

/** A window for each client that begins with its first request. */
export function fixedWindow(limit: number, windowMs: number): Limiter {
  const windows = new Map<string, { from: number; used: number }>()
  return (client, now) => {
    const known = windows.get(client)
    const current = known && now < known.from + windowMs ? known : { from: now, used: 0 }
    windows.set(client, current)
    current.used++
    return decision(limit, limit - current.used, current.from + windowMs - now)
  }
}

/** The same, all windows beginning by the clock. */
export function clockWindow(limit: number, windowMs: number, offsetMs = 0): Limiter {
  const used = new Map<string, number>()
  return (client, now) => {
    const window = Math.floor((now - offsetMs) / windowMs)
    const key = `${client} ${window}`
    const count = (used.get(key) ?? 0) + 1
    used.set(key, count)
    return decision(limit, limit - count, (window + 1) * windowMs + offsetMs - now)
  }
}

/** No more than the limit in any stretch of this length; what is refused does not count. */
export function slidingLog(limit: number, windowMs: number): Limiter {
  const logs = new Map<string, number[]>()
  return (client, now) => {
    const log = (logs.get(client) ?? []).filter((at) => at > now - windowMs)
    logs.set(client, log)
    if (log.length < limit) log.push(now)
    else return { served: false, limit, remaining: 0, resetMs: (log[0] ?? now) + windowMs - now }
    return decision(limit, limit - log.length, windowMs)
  }
}

export function tokenBucket(size: number, perMs: number): Limiter {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return (client, now) => {
    const { tokens, at } = buckets.get(client) ?? { tokens: size, at: now }
    const filled = Math.min(size, tokens + (now - at) * perMs)
    const served = filled >= 1
    buckets.set(client, { tokens: served ? filled - 1 : filled, at: now })
    return {
      served,
      limit: size,
      remaining: Math.floor(served ? filled - 1 : 0),
      resetMs: served ? 0 : (1 - filled) / perMs,
    }
  }
}

function decision(limit: number, left: number, resetMs: number): Decision {
  return { served: left >= 0, limit, remaining: Math.max(0, left), resetMs }
}

export interface Limited {
  readonly limiter: Limiter
  /** How clients are told apart; by their address without it. */
  readonly key?: (request: IncomingMessage) => string
  readonly headers?: (decision: Decision) => Record<string, string>
  readonly status?: number
  readonly latencyMs?: number
}

export const retryAfter = ({ served, resetMs }: Decision): Record<string, string> =>
  served ? {} : { 'retry-after': String(Math.ceil(resetMs / 1000)) }

/** A server on this machine with a path for each limit, and what each of them saw. */
export async function limitedServer(paths: Readonly<Record<string, Limited>>) {
  const seen: Record<string, string[]> = {}
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const limited = paths[path]
    if (!limited) return void response.writeHead(404).end()
    const address = request.socket.remoteAddress ?? ''
    const log = seen[path] ?? []
    seen[path] = log
    log.push(address)
    setTimeout(() => answer(limited, request, response), limited.latencyMs ?? 0)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function answer(
  { limiter, key, headers = retryAfter, status = 429 }: Limited,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const client = key?.(request) ?? request.socket.remoteAddress ?? ''
  const decided = limiter(client, Date.now())
  response.writeHead(decided.served ? 200 : status, headers(decided)).end('{}')
}
