import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { relatedHeaders, toldLimit } from '../../k6-scripts/lib/told-limit.ts'

/** Thu, 26 Nov 2026 10:00:00 GMT. */
const now = Date.UTC(2026, 10, 26, 10)
const epoch = now / 1000

type Headers = Readonly<Record<string, string>>
type Row = readonly [
  dialect: string,
  limit: number | null,
  windowMs: number | null,
  left: number | null,
  resetMs: number | null,
]

function told(headers: Headers, at = now): readonly Row[] {
  return toldLimit(headers, at).policies.map(
    ({ dialect, limit, windowMs, remaining, resetMs }) => [dialect, limit, windowMs, remaining, resetMs] as const,
  )
}

describe('a quota is told by', () => {
  test.each<[string, Headers, readonly Row[]]>([
    [
      'RateLimit and RateLimit-Policy of draft 8',
      { Ratelimit: '"default";r=50;t=30', 'Ratelimit-Policy': '"default";q=100;w=60' },
      [['RateLimit (draft 8)', 100, 60_000, 50, 30_000]],
    ],
    [
      'the same with a name that has a comma in it, and a partition key',
      { Ratelimit: '"2-in-1,min; r=9"; r=0; t=60', 'Ratelimit-Policy': '"2-in-1,min; r=9"; q=2; w=60; pk=:OWQy:' },
      [['RateLimit (draft 8)', 2, 60_000, 0, 60_000]],
    ],
    [
      'several policies of draft 8, one of them not of requests',
      {
        Ratelimit: '"burst";r=9;t=1, "day";r=999, "size";r=65000',
        'Ratelimit-Policy': '"burst";q=10;w=1,"day";q=1000;w=86400, "size";q=65535;qu="content-bytes"',
      },
      [
        ['RateLimit (draft 8)', 10, 1000, 9, 1000],
        ['RateLimit (draft 8)', 1000, 86_400_000, 999, null],
      ],
    ],
    [
      'nothing, where the only policy is of bytes',
      { Ratelimit: '"size";r=65000', 'Ratelimit-Policy': '"size";q=65535;qu="content-bytes"' },
      [],
    ],
    [
      'RateLimit of draft 8 without a policy',
      { Ratelimit: 'default;r=3;t=5' },
      [['RateLimit (draft 8)', null, null, 3, 5000]],
    ],
    [
      'RateLimit of draft 7',
      { Ratelimit: 'limit=100, remaining=50, reset=30', 'Ratelimit-Policy': '10;w=1, 100;w=60' },
      [['RateLimit (draft 7)', 100, 60_000, 50, 30_000]],
    ],
    [
      'RateLimit-* of draft 6',
      {
        'Ratelimit-Limit': '100',
        'Ratelimit-Remaining': '50',
        'Ratelimit-Reset': '30',
        'Ratelimit-Policy': '100;w=60;comment="fixed, window"',
      },
      [['RateLimit-*', 100, 60_000, 50, 30_000]],
    ],
    [
      'RateLimit-* of draft 3, with the policy behind the limit',
      { 'Ratelimit-Limit': '10, 10;w=1, 50;w=60', 'Ratelimit-Remaining': '9', 'Ratelimit-Reset': '1' },
      [['RateLimit-*', 10, 1000, 9, 1000]],
    ],
    [
      'X-RateLimit-* with a moment in seconds',
      { 'X-Ratelimit-Limit': '60', 'X-Ratelimit-Remaining': '0', 'X-Ratelimit-Reset': `${epoch + 90}` },
      [['X-RateLimit-*', 60, null, 0, 90_000]],
    ],
    [
      'X-RateLimit-* with a moment in parts of a second',
      { 'X-Ratelimit-Limit': '60', 'X-Ratelimit-Remaining': '1', 'X-Ratelimit-Reset': `${epoch + 1}.25` },
      [['X-RateLimit-*', 60, null, 1, 1250]],
    ],
    [
      'X-RateLimit-* with a moment in milliseconds',
      { 'X-Ratelimit-Limit': '60', 'X-Ratelimit-Remaining': '0', 'X-Ratelimit-Reset': `${now + 1500}` },
      [['X-RateLimit-*', 60, null, 0, 1500]],
    ],
    [
      'X-RateLimit-* with seconds from now',
      { 'X-Ratelimit-Limit': '60', 'X-Ratelimit-Remaining': '59', 'X-Ratelimit-Reset': '60' },
      [['X-RateLimit-*', 60, null, 59, 60_000]],
    ],
    [
      'X-RateLimit-* with a date',
      { 'X-Ratelimit-Limit': '60', 'X-Ratelimit-Remaining': '59', 'X-Ratelimit-Reset': '2026-11-26T10:01:00Z' },
      [['X-RateLimit-*', 60, null, 59, 60_000]],
    ],
    [
      'X-RateLimit-Reset-After',
      {
        'X-Ratelimit-Limit': '5',
        'X-Ratelimit-Remaining': '0',
        'X-Ratelimit-Reset': `${epoch + 99}`,
        'X-Ratelimit-Reset-After': '1.5',
      },
      [['X-RateLimit-*', 5, null, 0, 1500]],
    ],
    [
      'X-Rate-Limit-*',
      { 'X-Rate-Limit-Limit': '180', 'X-Rate-Limit-Remaining': '179', 'X-Rate-Limit-Reset': `${epoch + 900}` },
      [['X-Rate-Limit-*', 180, null, 179, 900_000]],
    ],
    [
      'a span in the name',
      {
        'X-Ratelimit-Limit-Minute': '5',
        'X-Ratelimit-Remaining-Minute': '4',
        'X-Ratelimit-Limit-Hour': '100',
        'X-Ratelimit-Remaining-Hour': '99',
      },
      [
        ['X-RateLimit-*-Minute', 5, 60_000, 4, null],
        ['X-RateLimit-*-Hour', 100, 3_600_000, 99, null],
      ],
    ],
    [
      'a quota of requests beside one of tokens, and a reset in words',
      {
        'x-ratelimit-limit-requests': '60',
        'x-ratelimit-remaining-requests': '59',
        'x-ratelimit-reset-requests': '1m6s',
        'x-ratelimit-limit-tokens': '150000',
      },
      [['X-RateLimit-*-Requests', 60, null, 59, 66_000]],
    ],
    [
      'two dialects at once',
      { 'Ratelimit-Limit': '2', 'Ratelimit-Remaining': '1', 'X-Ratelimit-Limit': '2', 'X-Ratelimit-Remaining': '1' },
      [
        ['RateLimit-*', 2, null, 1, null],
        ['X-RateLimit-*', 2, null, 1, null],
      ],
    ],
    ['nothing at all', { Date: 'Thu, 26 Nov 2026 10:00:00 GMT', 'X-Rate': '5' }, []],
  ])('%s', (_, headers, expected) => assert.deepEqual(told(headers), expected))

  test('a moment by the clock of a server that is an hour ahead', () => {
    const headers = {
      Date: 'Thu, 26 Nov 2026 11:00:00 GMT',
      'X-Ratelimit-Limit': '1',
      'X-Ratelimit-Reset': `${epoch + 3660}`,
    }
    assert.deepEqual(told(headers), [['X-RateLimit-*', 1, null, null, 60_000]])
  })
})

describe('Retry-After', () => {
  test.each([
    ['120', 120_000],
    ['0', 0],
    ['Thu, 26 Nov 2026 10:00:30 GMT', 30_000],
    ['Thu, 26 Nov 2026 09:00:00 GMT', 0],
  ])('%s is %d ms', (text, ms) => assert.equal(toldLimit({ 'Retry-After': text }, now).retryAfterMs, ms))

  test.each(['', '-1', '1.5', 'soon', '60s', '1e3', '[object Object]', '9'.repeat(400)])('%j is none', (text) => {
    const { retryAfterMs, unreadable } = toldLimit({ 'Retry-After': text }, now)
    assert.deepEqual([retryAfterMs, unreadable.map(({ header }) => header)], [null, ['retry-after']])
  })
})

test('numbers without an end, and lists without one, tell nothing and take no time', () => {
  const nines = '9'.repeat(400)
  const endless = `"${'\\"'.repeat(300_000)}`
  const headers = {
    'X-Ratelimit-Limit': nines,
    'X-Ratelimit-Reset': nines,
    Ratelimit: endless,
    'Ratelimit-Policy': `"a";q=${nines}`,
  }
  assert.deepEqual(told(headers), [
    ['RateLimit (draft 8)', null, null, null, null],
    ['X-RateLimit-*', null, null, null, null],
  ])
})

test('what is no number is told as unreadable, once', () => {
  const { policies, unreadable } = toldLimit({ 'X-Ratelimit-Limit': 'lots', 'X-Ratelimit-Reset': 'soon' }, now)
  assert.deepEqual([policies[0]?.limit, policies[0]?.resetMs], [null, null])
  assert.deepEqual(unreadable, [
    { header: 'x-ratelimit-limit', why: '"lots" is not a number.' },
    { header: 'x-ratelimit-reset', why: '"soon" is neither seconds, nor a moment, nor a date.' },
  ])
})

test('the report has the headers about limits and no others, and no partition key', () => {
  const headers = {
    'Set-Cookie': 'session=1',
    'Retry-After': '1',
    'X-Ratelimit-Limit': '1'.repeat(1000),
    'Ratelimit-Policy': '"a";q=1;pk=:c2VjcmV0:, "b";q=2;pk="secret";w=1',
  }
  assert.deepEqual(relatedHeaders(headers), {
    'retry-after': '1',
    'x-ratelimit-limit': '1'.repeat(300),
    'ratelimit-policy': '"a";q=1;pk=***, "b";q=2;pk=***;w=1',
  })
})
