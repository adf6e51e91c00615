import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { gracefulStop } from '../src/shutdown.js'

async function listen(answer: RequestListener) {
  const server = createServer({ keepAliveTimeout: 60_000 }, answer)
  const stop = gracefulStop(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { server, stop, port, url: `http://127.0.0.1:${port}` }
}

describe('stopping', () => {
  test('finishes a running request, tells its caller to close the connection, and takes no other', async () => {
    const { server, stop, url } = await listen(async (_request, response) => {
      await sleep(200)
      response.end('done')
    })
    const running = fetch(url)
    await once(server, 'request')
    const stopped = stop(5000)
    await expect(fetch(url)).rejects.toThrow()
    const answer = await running
    expect(await answer.text()).toBe('done')
    expect(answer.headers.get('connection')).toBe('close')
    expect(await stopped).toBe(true)
  })

  test('cuts off what takes longer than the limit, and says so', async () => {
    const { server, stop, url } = await listen(() => undefined)
    const running = fetch(url)
    await once(server, 'request')
    const cut = expect(running).rejects.toThrow()
    expect(await stop(50)).toBe(false)
    await cut
  })

  test('does not wait for connections that ask for nothing', async () => {
    const { stop, port } = await listen((_request, response) => void response.end())
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    expect(await stop(5000)).toBe(true)
    socket.destroy()
  })
})
