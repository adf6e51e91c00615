import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { api } from '../index.js'
import type { ApiOptions } from '../runtime.js'

/** Starts the api on a free port of this machine, and gives the port. It ends with the tests. */
export async function start(options: ApiOptions): Promise<number> {
  const app = Fastify()
  await app.register(api(options))
  await app.listen({ port: 0, host: '127.0.0.1' })
  app.server.unref()
  return (app.server.address() as AddressInfo).port
}
