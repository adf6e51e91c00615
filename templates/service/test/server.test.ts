import { describe, expect, test } from 'vitest'
import { start } from './start.js'

describe('the server', () => {
  test('is alive and ready, and not ready while it stops', async () => {
    const { url, readiness } = await start()
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`, { method: 'HEAD' })).status).toBe(200)
    readiness.stopping = true
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(503)
  })

  test('answers 404 in the error envelope, with the request id of the caller', async () => {
    const { url } = await start()
    const answer = await fetch(`${url}/there/is/nothing`, { headers: { 'x-request-id': 'mine' } })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('x-request-id')).toBe('mine')
    expect(await answer.json()).toMatchObject({ error: { code: 'NOT_FOUND' }, meta: { requestId: 'mine' } })
  })

  test('answers a path that cannot be decoded with 400', async () => {
    const { url } = await start()
    const answer = await fetch(`${url}/%ff`)
    expect(answer.status).toBe(400)
    const requestId = answer.headers.get('x-request-id')
    expect(await answer.json()).toMatchObject({ error: { code: 'BAD_REQUEST' }, meta: { requestId } })
  })

  test('sends the headers that keep browsers from guessing, and does not say what it is made with', async () => {
    const { url } = await start()
    const { headers } = await fetch(url)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'")
    expect(headers.get('x-powered-by')).toBe(null)
  })

  test('limits each caller, also at paths that are not there, but not the health checks', async () => {
    const { url } = await start({ RATE_LIMIT: '2' })
    const statuses = []
    for (let request = 0; request < 3; request++) statuses.push((await fetch(`${url}/nothing`)).status)
    expect(statuses).toEqual([404, 404, 429])
    const refused = await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.7' } })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ error: { code: 'TOO_MANY_REQUESTS' } })
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  })

  test('tells callers apart behind the proxies that it is told of', async () => {
    const { url } = await start({ RATE_LIMIT: '1', TRUST_PROXY: 'loopback' })
    const from = async (addresses: string) => {
      const { status } = await fetch(url, { headers: { 'x-forwarded-for': addresses } })
      return status === 429
    }
    expect(await from('203.0.113.1')).toBe(false)
    expect(await from('203.0.113.2')).toBe(false)
    // What stands before the proxy's own word is the caller's, and proves nothing.
    expect(await from('198.51.100.1, 203.0.113.1')).toBe(true)
  })

  test('lets other origins read only when they are configured', async () => {
    const allowed = async (url: string, origin: string) =>
      (await fetch(url, { headers: { origin } })).headers.get('access-control-allow-origin')
    const closed = await start()
    expect(await allowed(closed.url, 'https://a.example')).toBe(null)
    const open = await start({ CORS_ORIGINS: 'https://a.example, https://b.example' })
    expect(await allowed(open.url, 'https://a.example')).toBe('https://a.example')
    expect(await allowed(open.url, 'https://b.example')).toBe('https://b.example')
    expect(await allowed(open.url, 'https://c.example')).toBe(null)
  })
})
