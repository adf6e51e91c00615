import { z } from 'zod'

const number = z.number()

/** A quota as the headers of one answer tell it; what they do not tell is null. */
const policySchema = z.object({
  /** The family of headers, such as `X-RateLimit-*`. */
  dialect: z.string(),
  /** Where the dialect has names. */
  name: z.string().nullable(),
  limit: number.nullable(),
  windowMs: number.nullable(),
  remaining: number.nullable(),
  /** From the answer on. */
  resetMs: number.nullable(),
})
export type Policy = z.infer<typeof policySchema>

/** All that the headers of one answer tell of rate limits. */
const toldSchema = z.object({
  policies: z.array(policySchema),
  retryAfterMs: number.nullable(),
  /** Headers that mean nothing, each with why. */
  unreadable: z.array(z.object({ header: z.string(), why: z.string() })),
})
export type Told = z.infer<typeof toldSchema>

const answerSchema = z.object({
  /** 0 when there was none. */
  status: number,
  /** k6's error code. */
  error: number,
  /** Whether the status is one that counts as success. */
  served: z.boolean(),
  /** In milliseconds since 1970. */
  sentAt: number,
  receivedAt: number,
  /** Those about rate limits, by their names in lower case. */
  headers: z.record(z.string(), z.string()),
  told: toldSchema,
})
export type Answer = z.infer<typeof answerSchema>

const burstSchema = z.object({
  kind: z.literal('burst'),
  /** What was looked for; null where neither the user nor the server says. */
  limit: z.object({ requests: number, windowMs: number.nullable() }).nullable(),
  served: number,
  /** How many of them are of the last window. */
  servedInWindow: number,
  startedAt: number,
  endedAt: number,
  first: answerSchema.nullable(),
  last: answerSchema.nullable(),
  /** The first answer that was no success; null when there was none. */
  ending: answerSchema.nullable(),
})
export type Burst = z.infer<typeof burstSchema>

/** A burst right after the client was served again sooner than a window takes: with the answers before it, it tells how much of the quota is back. */
const refillSchema = burstSchema.extend({
  kind: z.literal('refill'),
  /** When the first answer of the refill came. */
  servedAgainAt: number,
})
export type Refill = z.infer<typeof refillSchema>

const retrySchema = z.object({
  kind: z.literal('retry'),
  /** What the client was refused in. */
  after: z.enum(['search', 'second', 'refill']),
  /** What the wait before it was taken from: `last` is a window since the last refusal, a `guess` is where nothing says. */
  basis: z.enum(['retry-after', 'reset', 'window', 'last', 'guess']),
  /** Since the first of these refusals. */
  waitedMs: number,
  answer: answerSchema,
})
export type Retry = z.infer<typeof retrySchema>

/** What the runner script (k6-scripts/rate-limit.ts) prints, a line of JSON each, in the order in which it happens. */
export const eventSchema = z.discriminatedUnion('kind', [
  burstSchema,
  refillSchema,
  retrySchema,
  /** Another client, while the first one is refused. */
  z.object({ kind: z.literal('other'), answer: answerSchema }),
  /** The first client again, right after the other one. */
  z.object({ kind: z.literal('confirmation'), answer: answerSchema }),
  /** There was no time left for a wait. */
  z.object({ kind: z.literal('out-of-time'), before: z.enum(['retry', 'burst', 'refill']), neededMs: number }),
])
export type Event = z.infer<typeof eventSchema>
