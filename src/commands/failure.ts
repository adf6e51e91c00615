import { z } from 'zod'

/**
 * What `--json` prints when a command fails, by the user's mistake (exit 2), an interruption (130) or a bug of ours (3). What of the result
 * there is all the same stands beside the error.
 */
export const failureSchema = z.looseObject({
  schemaVersion: z.literal(1),
  command: z.string(),
  error: z.object({
    /** One of docs/errors.md, or `bug`. */
    code: z.string(),
    message: z.string(),
    file: z.string().optional(),
    line: z.number().int().positive().optional(),
    pointer: z.string().optional(),
  }),
})
