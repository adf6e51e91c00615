import assert from 'node:assert/strict'
import { afterEach, describe, test, vi } from 'vitest'
import { authenticate, isGuarded, warnIfOpen } from '../../templates/scaffold/runtime/auth.ts'
import type { AuthRequest, Route, SecurityScheme } from '../../templates/scaffold/runtime.ts'

const schemes: SecurityScheme[] = [
  { name: 'bearer', kind: 'http', scheme: 'bearer' },
  { name: 'header', kind: 'apiKey', place: 'header', parameter: 'X-Key' },
  { name: 'query', kind: 'apiKey', place: 'query', parameter: 'key' },
  { name: 'cookie', kind: 'apiKey', place: 'cookie', parameter: 'sid' },
  { name: 'oauth', kind: 'oauth2' },
]

const secured = (...security: Route['security']) => ({ name: 'op', security }) as Route
const request = (headers: Record<string, string>, search = '') =>
  ({ request: { headers }, search, requestId: '1' }) as unknown as Parameters<typeof authenticate>[1]

afterEach(() => vi.restoreAllMocks())

describe('without auth', () => {
  const warnings = (routes: Route[], auth?: false) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    warnIfOpen(routes, auth === undefined ? {} : { auth })
    return warn.mock.calls.length
  }

  test('a protected operation is named', () => assert.equal(warnings([secured({ bearer: [] })]), 1))
  test('an open one is not', () => assert.equal(warnings([secured(), secured({ bearer: [] }, {})]), 0))
  test('nothing is said when it was switched off', () => assert.equal(warnings([secured({ bearer: [] })], false), 0))
})

test('auth gets the credentials of every scheme, and its user is handed on', async () => {
  const sent = request({ authorization: 'bearer abc', 'x-key': 'k', cookie: 'a=b; sid=c%20d' }, 'key=q%2B')
  let seen: AuthRequest | undefined
  const auth = (given: AuthRequest) => {
    seen = given
    return 'user'
  }
  assert.equal(await authenticate(secured({ bearer: [] }), sent, schemes, auth), 'user')
  assert.deepEqual(seen?.credentials, { bearer: 'abc', header: 'k', query: 'q+', cookie: 'c d', oauth: 'abc' })
})

test('nobody is let in, unless an empty requirement lets everybody in', async () => {
  const auth = () => undefined
  await assert.rejects(async () => authenticate(secured({ bearer: [] }), request({}), schemes, auth), {
    status: 401,
  })
  assert.equal(await authenticate(secured({ bearer: [] }, {}), request({}), schemes, auth), undefined)
  assert.equal(isGuarded(secured(), { auth }), false)
})
