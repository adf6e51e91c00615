import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { api } from '../index.js'
import type { ApiOptions } from '../runtime.js'

/** Starts the api on a free port of this machine, and gives the port. It ends with the tests. */
export async function start(options: ApiOptions): Promise<number> {
  const server = express().use(api(options)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  return (server.address() as AddressInfo).port
}
