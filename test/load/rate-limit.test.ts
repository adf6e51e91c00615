import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { UserError } from '../../src/base/errors.ts'
import type { Check } from '../../src/load/rate-limit/check.ts'
import { courseOf } from '../../src/load/rate-limit/course.ts'
import type { Answer, Event, Policy } from '../../src/load/rate-limit/event.ts'
import { judgeCount } from '../../src/load/rate-limit/judge-count.ts'
import { judgeHeaders } from '../../src/load/rate-limit/judge-headers.ts'
import { judgeOthers } from '../../src/load/rate-limit/judge-others.ts'
import { judgeRecovery, judgeRetryAfter } from '../../src/load/rate-limit/judge-recovery.ts'
import { judgeWindow } from '../../src/load/rate-limit/judge-window.ts'
import { parseRateLimit } from '../../src/load/rate-limit/limit.ts'

describe('a rate limit', () => {
  test.each([
    ['100/60s', 100, 60_000],
    ['10/s', 10, 1000],
    ['100 / 1m', 100, 60_000],
    ['5/h', 5, 3_600_000],
    ['1/500ms', 1, 500],
    ['3/1m30s', 3, 90_000],
    ['7/60', 7, 60_000],
  ])('%s', (text, requests, windowMs) => assert.deepEqual(parseRateLimit(text), { requests, windowMs }))

  test.each(['', '5', '/s', '0/s', '-1/s', '1.5/s', '5/', '5/x', '5/0s', '5 per s', '1000001/s', 'http://127.0.0.1/'])(
    '%j is none',
    (text) =>
      assert.throws(
        () => parseRateLimit(text),
        (error: UserError) => error.code === 'bad-option',
      ),
  )
})

const limit = { requests: 10, windowMs: 60_000 }

interface Said {
  readonly retryAfterMs?: number
  readonly left?: number
  readonly of?: number
}

function answer(status: number, { retryAfterMs, left, of = 10 }: Said = {}): Answer {
  const policy: Policy = { dialect: 'X', name: null, limit: of, windowMs: null, remaining: left ?? null, resetMs: null }
  const told = { policies: left === undefined ? [] : [policy], retryAfterMs: retryAfterMs ?? null, unreadable: [] }
  return { status, error: status === 0 ? 1212 : 0, served: status === 200, sentAt: 0, receivedAt: 0, headers: {}, told }
}

interface Course {
  readonly first?: Said
  readonly last?: Said
  readonly status?: number | null
  readonly said?: Said
  readonly ms?: number
  readonly windowMs?: number | null
}

function burst(served: number, { first, last, status = 429, said, ms = 100, windowMs = 60_000 }: Course = {}): Event {
  return {
    kind: 'burst',
    limit: { requests: 10, windowMs },
    served,
    servedInWindow: served,
    startedAt: 0,
    endedAt: ms,
    first: served > 0 ? answer(200, first) : null,
    last: served > 0 ? answer(200, last ?? (first?.left === undefined ? {} : { ...first, left: 0 })) : null,
    ending: status === null ? null : answer(status, said),
  }
}

type Basis = Extract<Event, { kind: 'retry' }>['basis']

function retry(waitedMs: number, status = 200, basis: Basis = 'retry-after'): Event {
  return { kind: 'retry', after: 'search', basis, waitedMs, answer: answer(status) }
}

const short = (before: 'retry' | 'burst'): Event => ({ kind: 'out-of-time', before, neededMs: 61_000 })

function judged(check: (course: ReturnType<typeof courseOf>) => Check, events: readonly Event[]): string {
  const result = check(courseOf(events.map((event) => JSON.stringify(event))))
  return 'code' in result ? `${result.verdict} ${result.code}` : result.verdict
}

describe('the first 429', () => {
  test.each<[string, readonly Event[], string]>([
    ['comes right after the limit', [burst(10)], 'PASS'],
    ['comes as late as a bucket refills in 12 s of 60', [burst(12, { ms: 12_000 })], 'PASS'],
    ['comes later than that', [burst(13, { ms: 12_000 }), burst(13, { ms: 12_000 })], 'FAIL first-429-late'],
    ['is late once, and once right', [burst(13), burst(10)], 'PASS'],
    ['is late, and there was no second look', [burst(13), short('burst')], 'INCONCLUSIVE not-fresh'],
    ['is later than any border explains', [burst(21), short('burst')], 'FAIL first-429-late'],
    ['is early, and there was no second look', [burst(9), retry(60_000), short('burst')], 'INCONCLUSIVE not-fresh'],
    ['is early, though the whole quota was there', [burst(9, { first: { left: 9 } })], 'FAIL first-429-early'],
    ['is early, as the first answer has said', [burst(4, { first: { left: 3 } })], 'INCONCLUSIVE not-fresh'],
    ['is the first answer', [burst(0)], 'INVALID refused-from-start'],
    ['is the first answer, and not after a window', [burst(0), burst(10)], 'PASS'],
    ['never comes, of more than twice the limit', [burst(21, { status: null })], 'FAIL no-rate-limit'],
    ['never comes, but there were too few', [burst(20, { status: null })], 'INVALID limit-not-reached'],
    ['is a 503 that speaks of a wait', [burst(10, { status: 503, said: { retryAfterMs: 1000 } })], 'FAIL other-status'],
    ['is a 500', [burst(10, { status: 500 })], 'INVALID not-served'],
    ['is no answer', [burst(3, { status: 0 })], 'INVALID not-served'],
  ])('%s', (_, events, expected) => assert.equal(judged(judgeCount, events), expected))

  test.each<[number, RegExp]>([
    [9, /the limit itself is refused/],
    [11, /one more than the limit is served/],
    [30, /3 processes or servers that each count for themselves/],
    [17, /a limit that is set higher/],
    [4, /a limit that is set lower/],
  ])('at %d of 10, what fits is told', (served, message) => {
    const check = judgeCount(courseOf([burst(served), burst(served)].map((event) => JSON.stringify(event))))
    assert.match(check.message, message)
  })
})

describe('Retry-After and recovery', () => {
  const said = (retryAfterMs?: number) => burst(10, { said: retryAfterMs === undefined ? {} : { retryAfterMs } })
  test.each<[string, readonly Event[], string, string]>([
    ['as it says', [said(60_000), retry(60_025)], 'PASS', 'PASS'],
    ['absent, and served after the window', [said(), retry(60_025, 200, 'window')], 'NOT-VERIFIED', 'PASS'],
    ['too short', [said(1000), retry(1025, 429), retry(60_025, 200, 'window')], 'FAIL retry-after-wrong', 'PASS'],
    ['longer than the window', [said(90_000), retry(90_025)], 'FAIL retry-after-wrong', 'FAIL not-recovered'],
    ['a second longer, as it is rounded', [said(61_000), retry(61_025)], 'PASS', 'PASS'],
    ['longer than the run', [said(60_000), short('retry')], 'NOT-VERIFIED', 'INCONCLUSIVE window-too-long'],
    [
      'right only for who has not asked meanwhile',
      [said(), retry(60_025, 429, 'window'), retry(120_025, 200, 'last')],
      'NOT-VERIFIED',
      'FAIL not-recovered',
    ],
    ['followed by an error', [said(60_000), retry(60_025, 500)], 'PASS', 'FAIL not-recovered'],
    ['of no 429', [burst(21, { status: null })], 'NOT-VERIFIED', 'NOT-VERIFIED'],
  ])('%s', (_, events, retryAfter, recovery) => {
    assert.deepEqual(
      [
        judged((course) => judgeRetryAfter(course, limit), events),
        judged((course) => judgeRecovery(course, limit), events),
      ],
      [retryAfter, recovery],
    )
  })
})

test('who counts refused requests and begins anew with each is told, whatever the window', () => {
  const events = [burst(10), retry(500, 429, 'window'), retry(1000, 200, 'last')]
  assert.equal(
    judged((course) => judgeRecovery(course, null), events),
    'FAIL not-recovered',
  )
})

describe('the window', () => {
  const back = (served: number, endedAt: number): Event => ({
    ...(burst(served) as Extract<Event, { kind: 'burst' }>),
    kind: 'refill',
    servedAgainAt: endedAt,
    endedAt,
  })
  const again = (sentAt: number): Event => ({
    ...(retry(0) as Extract<Event, { kind: 'retry' }>),
    after: 'refill',
    answer: { ...answer(200), sentAt },
  })
  test.each<[string, readonly Event[], string]>([
    ['is over when the client is served again', [burst(10), retry(60_000)], 'PASS'],
    ['is a bucket: 2 are back after 6 s', [burst(10), retry(6000), back(2, 6000)], 'PASS'],
    ['is a bucket that gives too much: 5 after 6 s', [burst(10), retry(6000), back(5, 6000)], 'FAIL window-shorter'],
    ['is one of the clock', [burst(10), retry(6000), back(10, 6000), again(65_500)], 'PASS'],
    ['is shorter', [burst(10), retry(6000), back(10, 6000), again(12_000)], 'FAIL window-shorter'],
    ['lets more than twice the limit through', [burst(10), retry(6000), back(11, 6000)], 'FAIL window-shorter'],
    ['may be shorter, and there is no time', [burst(10), retry(6000), back(10, 6000)], 'INCONCLUSIVE window-too-long'],
    ['is nowhere said', [burst(10, { windowMs: null }), retry(60_000)], 'NOT-VERIFIED'],
  ])('%s', (_, events, expected) => assert.equal(judged(judgeWindow, events), expected))
})

describe('headers', () => {
  const found = (first: Said, said: Said) => [burst(10, { first, said })]
  test.each<[string, readonly Event[], string]>([
    ['that count down to nothing', found({ left: 9 }, { left: 0 }), 'PASS'],
    ['that are not there', found({}, {}), 'NOT-VERIFIED'],
    ['of another limit', found({ left: 9, of: 20 }, { left: 0, of: 20 }), 'FAIL headers-wrong'],
    [
      'that stand still',
      [burst(10, { first: { left: 9 }, last: { left: 9 }, said: { left: 0 } })],
      'FAIL headers-wrong',
    ],
    ['with something left at the 429', found({ left: 9 }, { left: 3 }), 'FAIL headers-wrong'],
  ])('%s', (_, events, expected) =>
    assert.equal(
      judged((course) => judgeHeaders(course, limit), events),
      expected,
    ),
  )
})

describe('another client', () => {
  const other = (status: number, confirmation = 429): readonly Event[] => [
    burst(10),
    { kind: 'other', answer: answer(status) },
    { kind: 'confirmation', answer: answer(confirmation) },
  ]
  test.each<[string, readonly Event[], string]>([
    ['is served', other(200), 'PASS'],
    ['is refused as well', other(429), 'FAIL others-refused'],
    ['is not let in', other(401), 'NOT-VERIFIED'],
    ['gets no answer, as from an address that is not there', other(0), 'NOT-VERIFIED'],
    ['is served when nobody is refused any more', other(200, 200), 'NOT-VERIFIED'],
  ])('%s', (_, events, expected) => {
    assert.equal(
      judged((course) => judgeOthers(course, { by: 'address', address: '127.0.0.2' }), events),
      expected,
    )
  })

  test('is nobody where none is named', () => {
    assert.equal(
      judged((course) => judgeOthers(course, null), [burst(10)]),
      'NOT-VERIFIED',
    )
  })
})
