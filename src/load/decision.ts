import type { Interval } from './statistics.ts'

export type Operator = '<' | '<=' | '>' | '>='

export type Decision = 'PASS' | 'FAIL' | 'INCONCLUSIVE'

/** A sampled value decides only when its whole interval is on one side of the limit. */
export function decide({ low, high }: Interval, operator: Operator, limit: number): Decision {
  const ends = [low, high].map((end) => end !== undefined && holds(end, operator, limit))
  if (ends[0] && ends[1]) return 'PASS'
  // A missing end is unbounded: with an upper limit, a lower end beyond it is enough to fail.
  const nearest = operator.startsWith('<') ? low : high
  return nearest !== undefined && !holds(nearest, operator, limit) ? 'FAIL' : 'INCONCLUSIVE'
}

export function holds(value: number, operator: Operator, limit: number): boolean {
  switch (operator) {
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    case '>=':
      return value >= limit
  }
}
