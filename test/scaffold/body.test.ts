import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { test } from 'vitest'
import { readBody } from '../../templates/scaffold/runtime/body.ts'

test('a caller who hangs up while sending is no fault of ours', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': '100' }
  const request = Object.assign(new PassThrough(), { headers }) as unknown as IncomingMessage
  const read = readBody({ request, parsed: undefined }, { 'application/json': { format: 'json' } })
  request.destroy(new Error('aborted'))
  await assert.rejects(read, { name: 'ApiError', status: 400 })
})
