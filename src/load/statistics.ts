import { usual } from './confidence.ts'

/** Intervals hold at 95 %, where no other point of the normal distribution is given. */
const z = usual.normal
/** The same for intervals of 99.9 %. */
export const almostSure = 3.290527

/** A bound that the sample cannot give is undefined. */
export interface Interval {
  readonly low: number | undefined
  readonly high: number | undefined
}

export type Grid = readonly (readonly [percent: number, value: number])[]

/**
 * The interval of a quantile by order statistics: the sample's own values at the ranks nq ∓ z√(nq(1-q)). It supposes that
 * requests are independent; a rank beyond the sample has no value.
 */
export function quantileInterval(
  { grid, count }: { readonly grid: Grid; readonly count: number },
  percent: number,
  normal = z,
): Interval {
  const q = percent / 100
  const spread = normal * Math.sqrt(count * q * (1 - q))
  const [low, high] = [count * q - spread, count * q + spread]
  return {
    low: low < 1 ? undefined : valueAt(grid, (low / count) * 100),
    high: high > count - 1 ? undefined : valueAt(grid, (high / count) * 100),
  }
}

/** How many values a sample needs before a quantile has an upper bound. */
export function countForQuantile(percent: number): number {
  const q = percent / 100
  // The rank nq + z√(nq(1-q)) must be at most n - 1: a quadratic in √n.
  const [a, b, c] = [1 - q, -z * Math.sqrt(q * (1 - q)), -1]
  return Math.ceil(((-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a)) ** 2)
}

/** The value at a percentage, by linear interpolation between the points of the grid, which goes from 0 to 100. */
export function valueAt(grid: Grid, percent: number): number | undefined {
  const above = grid.findIndex(([at]) => at >= percent)
  const [lower, upper] = [grid[above - 1], grid[above]]
  if (!upper) return undefined
  if (!lower || upper[0] === percent) return upper[1]
  return lower[1] + ((upper[1] - lower[1]) * (percent - lower[0])) / (upper[0] - lower[0])
}

/** Wilson's score interval of a share, in 0..1. Wilson (1927), J. Am. Stat. Assoc. 22. */
export function shareInterval(successes: number, count: number, normal = z): Interval {
  if (count === 0) return { low: undefined, high: undefined }
  const share = successes / count
  const square = normal ** 2
  const middle = (share + square / (2 * count)) / (1 + square / count)
  const half = (normal / (1 + square / count)) * Math.sqrt((share * (1 - share)) / count + square / (4 * count ** 2))
  return { low: middle - half, high: middle + half }
}

/** How many successes without a failure prove a share above the limit (0..1). */
export function countForShare(limit: number): number {
  return Math.ceil((limit * z ** 2) / (1 - limit))
}

export function meanInterval(
  { avg, count }: { readonly avg: number; readonly count: number },
  stddev: number,
  normal = z,
): Interval {
  if (count < 2) return { low: undefined, high: undefined }
  const half = (normal * stddev) / Math.sqrt(count)
  return { low: avg - half, high: avg + half }
}

/**
 * The interval of a ratio of two shares from Wilson's of each: MOVER, of Donner and Zou (2012), Stat. Methods Med. Res. 21. It holds at 0 and 100 % too.
 */
export function shareRatioInterval(a: readonly [number, number], b: readonly [number, number], normal = z): Interval {
  const [[pa, la, ua], [pb, lb, ub]] = [a, b].map(([successes, count]) => {
    const { low = 0, high = 1 } = shareInterval(successes, count, normal)
    return [count === 0 ? 0 : successes / count, Math.max(0, low), Math.min(1, high)] as const
  }) as [readonly [number, number, number], readonly [number, number, number]]
  if (a[1] === 0 || lb === 0 || ub === 2 * pb) return { low: undefined, high: undefined }
  const low = pa * pb - Math.sqrt(Math.max(0, (pa * pb) ** 2 - la * ub * (2 * pa - la) * (2 * pb - ub)))
  const high = pa * pb + Math.sqrt(Math.max(0, (pa * pb) ** 2 - ua * lb * (2 * pa - ua) * (2 * pb - lb)))
  return { low: low / (ub * (2 * pb - ub)), high: high / (lb * (2 * pb - lb)) }
}

/** From here on, the normal distribution gives the ranks of Wilcoxon's table. */
const leastValues = 7

/**
 * The middle of values that are spread evenly on both sides of it, after Hodges and Lehmann, with the interval of Wilcoxon's signed ranks: whatever
 * the distribution, and hardly moved by a few values far out. At 95 % or at the normal quantile that is given; undefined when there are too few.
 */
export function middleInterval(
  values: readonly number[],
  normal = z,
): { middle: number; low: number; high: number } | undefined {
  const n = values.length
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
  const rank = Math.floor((n * (n + 1)) / 4 - normal * spread)
  const means = values.flatMap((a, index) => values.slice(index).map((b) => (a + b) / 2)).sort((a, b) => a - b)
  const at = (index: number) => means[index] ?? 0
  if (rank < 0 || n < leastValues) return undefined
  const half = (means.length - 1) / 2
  return {
    middle: (at(Math.floor(half)) + at(Math.ceil(half))) / 2,
    low: at(rank),
    high: at(means.length - 1 - rank),
  }
}

/** Of values whose mean is known exactly, their spread from their quantiles: k6 has no variance. Between two quantiles they are taken to be spread evenly. */
export function meanSquare(grid: Grid, avg: number): number {
  const parts = grid.slice(1).map(([percent, high], index) => {
    const [below = 0, low = 0] = grid[index] ?? []
    return { share: (percent - below) / 100, low, high }
  })
  const mean = (of: (low: number, high: number) => number) =>
    parts.reduce((sum, { share, low, high }) => sum + share * of(low, high), 0)
  const square = mean((low, high) => (low ** 2 + low * high + high ** 2) / 3)
  return avg ** 2 + Math.max(0, square - mean((low, high) => (low + high) / 2) ** 2)
}
