import { UserError } from '../../base/errors.ts'
import { excerpt } from '../../base/text.ts'

/** A tool that looks for its markers line by line finds them in the body of a function, too. UserError `unsupported`. */
export function refuseMarker(text: string, marker: RegExp, tool: string): void {
  const found = text.split('\n').find((line) => marker.test(line))
  if (found === undefined) return
  throw new UserError(
    'unsupported',
    `${tool} would take the line \`${excerpt(found)}\` within a statement for a marker of its own and cut the file there. Change that line in the schema, or choose another --format.`,
  )
}
