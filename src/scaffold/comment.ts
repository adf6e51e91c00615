/** Foreign text as the inside of a block comment: it can neither end the comment nor start a line that is none. */
export function commentLines(text: string): readonly string[] {
  return text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim().replaceAll('*/', '*\\/'))
    .filter((line) => line !== '')
}
