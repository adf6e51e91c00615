/**
 * Whose turn it is at the nth request of a run: of every `places` requests in a row each place gets one, in an order that is random but the same for
 * the same seed.
 */
export function turn(n: number, places: number, seed: number): number {
  const random = randomFrom(seed, Math.floor(n / places))
  const order = Array.from({ length: places }, (_, index) => index)
  for (let last = places - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0]
  }
  return order[n % places] ?? 0
}

/** Mulberry32 by Tommy Ettinger, in the public domain: numbers in 0..1. */
function randomFrom(seed: number, round: number): () => number {
  let state = (seed + Math.imul(round + 1, 0x9e3779b1)) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
