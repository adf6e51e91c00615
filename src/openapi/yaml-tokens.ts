import { type CST, Lexer, Parser } from 'yaml'

/** More than can be read, which is seen before it has taken all time and memory. */
export class Excess extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** All who read a document go down it by recursion: people write twenty levels. */
export const deepest = 500
export const tooDeep = `The document is nested deeper than ${deepest} levels, or has an alias within what it names.`

/** On the parser's stack there are the document and a scalar, too. What is hardly deeper is seen when it has been read. */
const mostOpen = deepest + 10

/** The parser takes up to 600 bytes and 4 µs for each. The largest documents that people write have half as many. */
const mostMarks = 5_000_000

/** A text → what a Composer takes. Throws an Excess. */
export function* yamlTokens(text: string, onNewLine: (offset: number) => void): Generator<CST.Token, void> {
  if (isDense(text)) {
    const why = `It has more than ${mostMarks} values, which take too much memory as YAML.`
    throw new Excess(`${why} Write it as valid JSON, or split it into files.`, 0)
  }
  const parser = new Parser(onNewLine)
  onNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    if (parser.stack.length > mostOpen) throw new Excess(tooDeep, parser.offset)
  }
  yield* parser.end()
}

/** Whether a text has more of what can make a value of YAML than can be read. */
function isDense(text: string): boolean {
  const mark = /\n|- |: |[,[{]/g
  let found = 0
  while (found <= mostMarks && mark.test(text)) found++
  return found > mostMarks
}
