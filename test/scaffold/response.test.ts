import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { z } from 'zod'
import { checkResponse } from '../../templates/scaffold/runtime/check.ts'
import { encode, type Result, responseKey } from '../../templates/scaffold/runtime/response.ts'
import type { Route } from '../../templates/scaffold/runtime.ts'

const route = {
  name: 'getPet',
  responses: {
    200: { 'application/json': 'json', 'text/csv': 'text', 'image/png': 'bytes' },
    '4XX': { 'application/problem+json': 'json' },
    default: { 'text/*': 'text' },
  },
} as unknown as Route

const to = { requestId: 'id' }

describe('a handler answers', () => {
  test.each<readonly [string, Result, string | undefined, string | undefined]>([
    ['in the first media type', { status: 200, body: 1 }, 'application/json; charset=utf-8', '1'],
    ['a text in the first that is no JSON', { status: 200, body: 'a' }, 'text/csv; charset=utf-8', 'a'],
    ['null', { status: 200, body: null }, 'application/json; charset=utf-8', 'null'],
    [
      'in the media type that it picks',
      { status: 200, body: 'a', contentType: 'text/csv' },
      'text/csv; charset=utf-8',
      'a',
    ],
    [
      'in the media type of its header',
      { status: 200, body: 'a', headers: { 'Content-Type': 'text/csv; header=present' } },
      'text/csv; header=present',
      'a',
    ],
    ['bytes', { status: 200, body: new Uint8Array([97]), contentType: 'image/png' }, 'image/png', 'a'],
    ['by the class of its status', { status: 404, body: {} }, 'application/problem+json; charset=utf-8', '{}'],
    ['by the default, with a wildcard', { status: 500, body: 'a' }, 'text/plain; charset=utf-8', 'a'],
    ['nothing', { status: 204 }, undefined, undefined],
  ])('%s', (_, result, contentType, body) => {
    const answer = encode(route, result, to)
    assert.deepEqual([answer.headers['content-type'], answer.body?.toString()], [contentType, body])
  })

  test.each<readonly [string, object]>([
    ['without a status', { body: 1 }],
    ['with a status that is none', { status: 42 }],
    ['a header that would start another', { status: 200, headers: { a: 'b\r\nc: d' } }],
    ['a header whose name is none', { status: 200, headers: { 'a b': 'c' } }],
    ['an object as a picture', { status: 200, body: {}, contentType: 'image/png' }],
    ['what JSON cannot say', { status: 200, body: 1n }],
  ])('%s, which is an error', (_, result) => {
    assert.throws(() => encode(route, result as Result, to))
  })

  test('headers as texts, cookies apart from each other, absent ones not at all', () => {
    const { headers } = encode(
      route,
      {
        status: 204,
        headers: { 'X-Total': 3, 'Set-Cookie': ['a=1', 'b=2'], gone: undefined },
      },
      to,
    )
    assert.deepEqual(headers, { 'x-request-id': 'id', 'x-total': '3', 'set-cookie': ['a=1', 'b=2'] })
  })
})

test('a status belongs to its own response, else to its class, else to the default', () => {
  assert.deepEqual(
    [200, 404, 500].map((status) => responseKey(route.responses, status)),
    ['200', '4XX', 'default'],
  )
  assert.equal(responseKey({}, 200), undefined)
})

describe('an answer is checked against the document', () => {
  const validators = {
    responses: { 200: { 'application/json': z.object({ id: z.int() }), 'text/csv': z.string() }, 204: {} },
  }
  const checked = {
    ...route,
    responses: { 200: { 'application/json': 'json', 'text/csv': 'text' }, 204: {} },
    validators,
  } as unknown as Route

  test.each<readonly [Result, RegExp | undefined]>([
    [{ status: 200, body: { id: 1 } }, undefined],
    [{ status: 200, body: 'id', headers: { 'Content-Type': 'text/csv' } }, undefined],
    [{ status: 204 }, undefined],
    [{ status: 200, body: { id: 'x' } }, /^getPet answered 200 with a body that does not fit. body.id: /],
    [{ status: 200, body: 'id', contentType: 'text/plain' }, /^getPet answered 200 with text\/plain\.$/],
    [{ status: 204, body: 'x' }, /^getPet answered 204 with a body, where the API description has none\.$/],
    [{ status: 404 }, /^getPet answered 404, which the API description does not have\.$/],
  ])('%j', (result, problem) => {
    if (problem) assert.throws(() => checkResponse(checked, result), { message: problem })
    else checkResponse(checked, result)
  })
})
