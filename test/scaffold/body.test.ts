import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { test } from 'vitest'
import { readBody } from '../../templates/scaffold/runtime/body.ts'

const response = new PassThrough() as unknown as ServerResponse

test('a caller who hangs up while sending is no fault of ours', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': '100' }
  const request = Object.assign(new PassThrough(), { headers }) as unknown as IncomingMessage
  const read = readBody({ request, response, parsed: undefined }, { 'application/json': { format: 'json' } })
  request.destroy(new Error('aborted'))
  await assert.rejects(read, { name: 'ApiError', status: 400 })
})

test.each([
  [Buffer.from('ab'), 'ab'],
  ['ab', 'ab'],
])('bytes that a parser in front has read are a stream as well', async (parsed, expected) => {
  const headers = { 'content-type': 'application/octet-stream' }
  const request = { headers, readableDidRead: true } as unknown as IncomingMessage
  const body = await readBody({ request, response, parsed }, { 'application/octet-stream': { format: 'bytes' } })
  assert.equal(body.kind, 'value')
  assert.equal(await new Response(body.kind === 'value' ? (body.value as ReadableStream) : null).text(), expected)
})

test('bytes that a parser in front has read and thrown away are its owner’s mistake', async () => {
  const headers = { 'content-type': 'application/octet-stream' }
  const request = { headers, readableDidRead: true } as unknown as IncomingMessage
  const read = readBody({ request, response, parsed: {} }, { 'application/octet-stream': { format: 'bytes' } })
  await assert.rejects(read, { name: 'TypeError' })
})
