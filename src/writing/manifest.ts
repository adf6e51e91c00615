import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { byCodePoint } from '../base/text.ts'

/** Stands in every folder that backwright generates into, and is committed with it. */
export const manifestName = '.backwright.json'

const entrySchema = z.object({
  owner: z.enum(['generated', 'yours']),
  sha256: z.string(),
  /** What a file of yours was written for, such as an operation. */
  about: z.string().optional(),
})
/** A manifest comes with a repository, and what it names may be removed: only what is inside the folder. */
const inside = z.string().regex(/^(?!\/|[A-Za-z]:)(?!(?:.*[\\/])?\.\.(?:[\\/]|$))/)
const manifestSchema = z.object({ schemaVersion: z.literal(1), files: z.record(inside, entrySchema) })

/** What was last generated at each path, so that an edit by hand can be seen. */
export type Manifest = Readonly<Record<string, z.infer<typeof entrySchema>>>

/** UserError `bad-input` when the manifest itself was broken by hand. */
export function parseManifest(text: string | undefined, path: string): Manifest {
  if (text === undefined) return {}
  try {
    return manifestSchema.parse(JSON.parse(text)).files
  } catch (cause) {
    throw new UserError(
      'bad-input',
      `${path} is not a manifest of backwright. Restore it from version control, or delete it and run again with --force.`,
      {
        cause,
        where: { file: path },
      },
    )
  }
}

export function printManifest(manifest: Manifest): string {
  const files = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => byCodePoint(a, b)))
  return `${JSON.stringify({ schemaVersion: 1, files }, null, 2)}\n`
}
