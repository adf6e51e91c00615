import type { z } from 'zod'
import { UserError } from '../base/errors.ts'

/** The text of a report that `load` has written → as much of it as the schema reads. UserError `bad-input`, with the advice how to get a good one. */
export function readReport<Shape extends z.ZodType>(
  text: string,
  file: string,
  { schema, advice }: { readonly schema: Shape; readonly advice: string },
): z.output<Shape> {
  const where = { file }
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw new UserError('bad-input', `${file} is not JSON. ${advice}`, { cause, where })
  }
  const { data, error } = schema.safeParse(document)
  if (data) return data
  const place = error?.issues[0]?.path.join('.') || 'the document'
  throw new UserError('bad-input', `${file} is not the report of a load test (${place}). ${advice}`, { where })
}
