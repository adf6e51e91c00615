/** How sure an interval is: in how many of all cases it has the truth inside, and the point of the normal distribution that goes with it. */
export interface Confidence {
  readonly share: number
  readonly normal: number
}

export const usual: Confidence = { share: 0.95, normal: 1.959964 }

/**
 * Who looks twice, and goes on only when nothing is decided, is wrong as often as in both looks together. With half the risk in each, both come to the
 * usual one at most (Bonferroni), also where the second has the data of the first, and whatever it is that makes one look again.
 */
export const ofTwoLooks: Confidence = { share: 0.975, normal: 2.241403 }

/** `97.5 %`. */
export function confidenceText(share: number): string {
  return `${share * 100} %`
}
