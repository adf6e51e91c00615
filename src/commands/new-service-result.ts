import { z } from 'zod'
import { scaffoldResultSchema } from './scaffold-result.ts'

export const newServiceResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('new service'),
  name: z.string(),
  output: z.string(),
  /** The document of the project, relative to the output. */
  spec: z.string(),
  /** Whether that is our example, whose handlers are written. */
  example: z.boolean(),
  /** Relative to the output; all of them yours. Those of the API are in `api`. */
  files: z.array(z.object({ path: z.string(), owner: z.literal('yours'), action: z.enum(['created', 'kept']) })),
  /** What `scaffold` says of the API. */
  api: scaffoldResultSchema,
  /** Whether the run changed anything, or would have. */
  changed: z.boolean(),
  /** Whether the files are on disk. */
  written: z.boolean(),
})
export type NewServiceResult = z.infer<typeof newServiceResultSchema>
