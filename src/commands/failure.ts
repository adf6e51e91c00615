import { z } from 'zod'

/** What `--json` prints when a command fails, by the user's mistake (exit 2), an interruption (130) or a bug of ours (3). */
export const failureSchema = z.object({
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
