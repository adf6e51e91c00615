import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** How one request is answered, or is not. */
export type Answer = (response: ServerResponse, socket: Socket) => void | Promise<void>

export const answerAfter =
  (ms: number, status = 200): Answer =>
  async (response) => {
    await sleep(ms)
    response.writeHead(status).end(body)
  }

const body = '{"id":1,"name":"a book"}'
const pauseMs = 10

/** Each of them does to a request what its name says. */
export const answers = {
  answered: answerAfter(0),
  'HTTP 500': answerAfter(0, 500),
  'HTTP 404': answerAfter(0, 404),
  'an unknown status': answerAfter(0, 799),
  'no answer': () => undefined,
  'half an answer': (response) => void response.writeHead(200, { 'content-length': 100 }).write(body),
  'a slow body': async (response) => {
    response.writeHead(200, { 'content-length': body.length })
    for (const sign of body.slice(0, -1)) {
      response.write(sign)
      await sleep(1)
    }
    response.end(body.at(-1))
  },
  'a reset': (_, socket) => void socket.resetAndDestroy(),
  'a reset within the answer': async (response, socket) => {
    response.writeHead(200, { 'content-length': 100 }).write(body)
    await sleep(pauseMs)
    socket.resetAndDestroy()
  },
  'an end': (_, socket) => void socket.end(),
  'an end within the answer': async (response, socket) => {
    response.writeHead(200, { 'content-length': 100 }).write(body)
    await sleep(pauseMs)
    socket.end()
  },
  'a broken chunk': (_, socket) => void socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nbody'),
  'a broken length': (_, socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: few\r\n\r\nbody'),
  'no HTTP': (_, socket) => void socket.end('220 mail.example.com ESMTP\r\n'),
} satisfies Readonly<Record<string, Answer>>

export interface MisbehavingServer {
  readonly url: string
  /** How many requests came. */
  requests(): number
  /** Milliseconds from each request until its answer was written, in rising order. */
  tookMs(): readonly number[]
  /** Bytes that were written to all its connections. */
  sentBytes(): number
  /** Connections that were no TLS. */
  brokenHandshakes(): number
  close(): void
}

/** A server on this machine that knows what it did to the nth request, from 0. */
export async function misbehavingServer(
  answerTo: (n: number) => Answer,
  tls?: { readonly key: string; readonly cert: string },
): Promise<MisbehavingServer> {
  let [requests, broken] = [0, 0]
  const took: number[] = []
  const sockets = new Set<Socket>()
  const listen: RequestListener = (request: IncomingMessage, response: ServerResponse) => {
    const from = performance.now()
    response.on('finish', () => took.push(performance.now() - from))
    // A body that is not read would end a connection in a reset.
    request.resume()
    void answerTo(requests++)(response, request.socket)
  }
  const server: Server = tls ? createTlsServer(tls, listen) : createServer(listen)
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket) => void sockets.add(socket.on('error', () => undefined)))
  server.on('tlsClientError', () => broken++)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    tookMs: () => [...took].sort((a, b) => a - b),
    sentBytes: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
    brokenHandshakes: () => broken,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
