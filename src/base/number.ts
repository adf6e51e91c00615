/** A whole number in decimal digits within a range, both ends included; undefined for anything else. */
export function wholeNumberIn(text: string, low: number, high: number): number | undefined {
  const number = Number(text)
  return /^\d+$/.test(text) && number >= low && number <= high ? number : undefined
}
