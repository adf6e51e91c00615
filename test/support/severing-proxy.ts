import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Where the client of a connection dies: before a message has left it, or when the server is at work on it. */
export interface Cut {
  /** Which message of the first connection, from 1. */
  readonly message: number
  readonly moment: 'before' | 'during'
  /** How long the server has been at work on it. */
  readonly afterMs: number
  /** What is to be there when the server gets the message. */
  readonly prepare?: (() => Promise<void>) | undefined
}

export interface SeveringProxy {
  readonly url: string
  /** The texts of the messages of the first connection so far. */
  readonly messages: readonly string[]
  /** Resolves when the cut has been made. */
  readonly cut: Promise<void>
  close(): void
}

const lengthBytes = 4

/**
 * Stands between a client and a server, and at a cut drops all connections, so that the server sees what it sees of a client that is killed.
 * Messages are the questions (Query and Parse) of the protocol of PostgreSQL, version 3.
 */
export async function severingProxy(
  url: string,
  cut?: Cut,
  onCut: () => void = () => undefined,
): Promise<SeveringProxy> {
  const target = new URL(url)
  const here = new URL(url)
  const sockets: Socket[] = []
  const messages: string[] = []
  const cutting = new AbortController()
  const cutDone = once(cutting.signal, 'abort').then(() => undefined)
  const sever = () => {
    onCut()
    for (const socket of sockets) socket.destroy()
    cutting.abort()
  }
  const pass = ({ kind, bytes }: Message, upstream: Socket, first: boolean) => {
    const question = first && /^[QP]$/.test(kind)
    if (question) messages.push(textOf(bytes))
    const place = question && cut?.message === messages.length ? cut : undefined
    if (place?.moment === 'before') return sever()
    if (place) void reach(place, () => upstream.write(bytes))
    else upstream.write(bytes)
  }
  const reach = async ({ prepare, afterMs }: Cut, send: () => void) => {
    await prepare?.()
    send()
    setTimeout(sever, afterMs)
  }
  const server = createServer((client) => {
    const first = sockets.length === 0
    const upstream = connect(Number(target.port), target.hostname)
    sockets.push(client, upstream)
    for (const socket of [client, upstream]) socket.on('error', () => undefined)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
    upstream.on('data', (data) => client.write(data))
    const split = splitMessages()
    client.on('data', (data) => {
      for (const message of split(data)) if (!cutting.signal.aborted) pass(message, upstream, first)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  here.port = String((server.address() as AddressInfo).port)
  return {
    url: here.href,
    messages,
    cut: cutDone,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

interface Message {
  /** The first byte; the first message of a connection has none. */
  readonly kind: string
  readonly bytes: Buffer
}

function textOf(bytes: Buffer): string {
  return bytes
    .toString('utf8', 1 + lengthBytes)
    .replaceAll('\0', ' ')
    .trim()
}

/** Bytes of a client → its messages. */
function splitMessages(): (data: Buffer) => Message[] {
  let rest = Buffer.alloc(0)
  let started = false
  return (data) => {
    rest = Buffer.concat([rest, data])
    const found: Message[] = []
    for (;;) {
      const lead = started ? 1 : 0
      if (rest.length < lead + lengthBytes) return found
      const size = lead + rest.readInt32BE(lead)
      if (rest.length < size) return found
      found.push({ kind: started ? String.fromCharCode(rest[0] ?? 0) : '', bytes: rest.subarray(0, size) })
      rest = rest.subarray(size)
      started = true
    }
  }
}
