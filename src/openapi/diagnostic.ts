import { z } from 'zod'

/** A mistake in a document, or a part of it that is passed over. `line` and `column` count from 1; `pointer` is a JSON pointer. */
export const diagnosticSchema = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
  file: z.string(),
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  pointer: z.string(),
})
export type Diagnostic = z.infer<typeof diagnosticSchema>
