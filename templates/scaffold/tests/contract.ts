import { describe, expect, test } from 'vitest'
import { wire } from '../runtime/wire.js'
import type { Handlers } from '../runtime.js'
import { type Request, type Response, send } from './request.js'
import { server } from './server.js'

export { bytes, bytesOf, form, json, multipart, sampleFile, text } from './request.js'

/** What the handler answers in the tests of an operation. */
export interface PlannedAnswer {
  status: number
  headers?: Record<string, unknown>
  contentType?: string
  body?: unknown
}

/** What a handler gets, without the places that have nothing. */
export interface Input {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  headers?: Record<string, unknown>
  cookies?: Record<string, unknown>
  contentType?: string
  body?: unknown
}

export interface Contract {
  /** Absent where the API description has no answer that can be made: then the handler answers 501. */
  answer?: PlannedAnswer
  /** Requests that reach the handler, and what it gets. */
  takes?: Record<string, [request: Request, input: Input]>
  /** Requests that do not: the status, and what the answer names as wrong. */
  refuses?: Record<string, [request: Request, status: number, field?: string]>
  /** What cannot be tested, and why. */
  skips?: string[]
}

/** The tests of one operation. */
export function operation(method: string, path: string, name: keyof Handlers & string, contract: Contract): void {
  const { answer, takes = {}, refuses = {}, skips = [] } = contract
  describe(`${method} ${path} (${name})`, () => {
    for (const [title, [request, input]] of Object.entries(takes)) {
      test(`takes ${title}`, async () => {
        const { calls, errors, response } = await exchange(method, request, answer)
        const expected = { params: {}, query: {}, headers: {}, cookies: {}, body: undefined, ...input }
        expect(calls, told(response)).toStrictEqual([{ operation: name, input: expected }])
        expect(errors).toEqual([])
        expectAnswer(response, method, answer)
      })
    }
    for (const [title, [request, status, field]] of Object.entries(refuses)) {
      test(`refuses ${title}`, async () => {
        const { calls, errors, response } = await exchange(method, request, answer)
        expect(calls).toEqual([])
        expect(errors).toEqual([])
        expect(response.status, told(response)).toBe(status)
        if (field !== undefined && method !== 'HEAD') expectField(response, field)
      })
    }
    for (const why of skips) test.skip(why)
  })
}

async function exchange(method: string, request: Request, answer: PlannedAnswer | undefined) {
  const { port, calls, errors, reset } = await server()
  reset(answer)
  const response = await send(port, method, request)
  return { calls, errors, response }
}

function expectAnswer(response: Response, method: string, answer: PlannedAnswer | undefined): void {
  expect(response.status, told(response)).toBe(answer?.status ?? 501)
  if (!answer) return
  const { status, headers = {}, contentType } = answer
  for (const [name, value] of Object.entries(headers)) expect(response.headers).toHaveProperty([name], String(value))
  // These are sent without a body, whatever the API description says.
  if (method === 'HEAD' || [204, 205, 304].includes(status)) return
  if (contentType !== undefined) expect(response.headers['content-type']?.split(';')[0]).toBe(contentType)
  expect(bodyOf(response)).toEqual(
    bodyOf({ ...response, bytes: bytesOfAnswer(answer, String(response.headers['x-request-id'])) }),
  )
}

/** A planned body as it is sent by itself. */
function bytesOfAnswer({ status, body, contentType = '' }: PlannedAnswer, requestId: string): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body)
  if (body === undefined) return Buffer.alloc(0)
  if (isJson(contentType)) return Buffer.from(JSON.stringify(wire({ status, body }, requestId)))
  return Buffer.from(typeof body === 'string' ? body : new URLSearchParams(Object.entries(body as object)).toString())
}

/** What an answer says: JSON as its value, else its text. */
function bodyOf({ headers, bytes }: Response): unknown {
  const isValue = isJson(headers['content-type'] ?? '') && bytes.length > 0
  return isValue ? JSON.parse(bytes.toString()) : bytes.toString('latin1')
}

function isJson(contentType: string): boolean {
  return /[/+]json\b/.test(contentType)
}

/** One of the complaints is about the field, or about a part of it. */
function expectField(response: Response, field: string): void {
  const { error } = bodyOf(response) as { error?: { details?: { field: string }[] } }
  const fields = (error?.details ?? []).map((detail) => detail.field)
  const isAbout = (one: string) => one === field || one.startsWith(`${field}.`)
  expect(fields.some(isAbout) ? field : fields.join(', '), told(response)).toBe(field)
}

function told({ status, bytes }: Response): string {
  return `answered ${status} ${bytes.toString().slice(0, 300)}`
}
