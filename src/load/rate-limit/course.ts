import { type Answer, type Burst, type Event, eventSchema, type Refill, type Retry } from './event.ts'

/** How a search for a rate limit went. */
export interface Course {
  /** The second one starts with a whole window, where the first one gave another number than was to be found. */
  readonly bursts: readonly Burst[]
  readonly other: Answer | undefined
  readonly confirmation: Answer | undefined
  /** After the first 429. */
  readonly retries: readonly Retry[]
  /** Where the client was served again sooner than a window takes: what was back of the quota, and the retries after that. */
  readonly refill: Refill | undefined
  readonly refillRetries: readonly Retry[]
  readonly outOfTime: Extract<Event, { kind: 'out-of-time' }> | undefined
}

/** What the runner script printed → the course. */
export function courseOf(printed: readonly string[]): Course {
  const events = printed.map((line) => eventSchema.parse(JSON.parse(line)))
  const all = <Kind extends Event['kind']>(kind: Kind) =>
    events.filter((event): event is Extract<Event, { kind: Kind }> => event.kind === kind)
  return {
    bursts: all('burst'),
    other: all('other')[0]?.answer,
    confirmation: all('confirmation')[0]?.answer,
    retries: all('retry').filter(({ after }) => after === 'search'),
    refill: all('refill')[0],
    refillRetries: all('retry').filter(({ after }) => after === 'refill'),
    outOfTime: all('out-of-time')[0],
  }
}

/** The first 429 of a course, if it has one. */
export function firstRefusal({ bursts }: Course): Answer | undefined {
  const ending = bursts[0]?.ending
  return ending?.status === 429 ? ending : undefined
}

/** What a client knows when it begins to wait. */
export function lastRefusal(course: Course): Answer | undefined {
  return course.confirmation?.status === 429 ? course.confirmation : firstRefusal(course)
}
