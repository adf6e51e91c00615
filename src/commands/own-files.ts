import { z } from 'zod'
import { exitCode } from '../base/exit-code.ts'
import type { Outcome } from '../base/outcome.ts'
import type { Style } from '../base/style.ts'
import type { Files } from '../ports/files.ts'
import { diffText } from '../writing/diff.ts'
import type { WriteMode } from '../writing/mode.ts'
import { carryOut, type GeneratedFile, planWrites } from '../writing/plan.ts'

/** What a command says that writes files which are the user's from then on. */
export const ownFilesSchema = z.object({
  output: z.string(),
  files: z.array(z.object({ path: z.string(), owner: z.literal('yours'), action: z.enum(['created', 'kept']) })),
  /** Whether the run changed anything, or would have. */
  changed: z.boolean(),
  /** Whether the files are on disk. */
  written: z.boolean(),
})
export type OwnFiles = z.infer<typeof ownFilesSchema>

export interface WrittenOwnFiles {
  readonly result: OwnFiles
  /** What the run changed, or would have, as a unified diff. */
  readonly diff: string
}

export interface Output {
  readonly output: string
  readonly write: WriteMode
}

/** Writes all of them or none. A file that is there is never touched. */
export async function writeOwnFiles(
  texts: Readonly<Record<string, string>>,
  { output, write }: Output,
  files: Files,
): Promise<WrittenOwnFiles> {
  const rendered = Object.entries(texts).map(([path, text]): GeneratedFile => ({ path, text, owner: 'yours' }))
  const plan = await planWrites(output, rendered, { force: false }, files)
  const written = write !== 'plan'
  if (written) await carryOut([plan], files)
  const planned = plan.files.map(({ path, action }) => ({
    path,
    owner: 'yours' as const,
    action: action === 'created' ? ('created' as const) : ('kept' as const),
  }))
  return { result: { output, files: planned, changed: plan.dirty, written }, diff: diffText(plan) }
}

/** How it ended, for the edges. With `check`, a file that is missing fails the run. */
export function ownFilesOutcome(done: WrittenOwnFiles, { check }: { readonly check: boolean }): Outcome {
  return {
    exit: check && done.result.changed ? exitCode.findings : exitCode.fine,
    json: done.result,
    text: (style) => ownFilesText(done, style),
  }
}

function ownFilesText({ result, diff }: WrittenOwnFiles, { good, dim }: Style): string {
  const { output, files, written } = result
  const lines = files.map(({ path, action }) => {
    const file = `${output}/${path}`
    if (action === 'kept') return `${dim('Kept')} ${file}: it is yours. Remove it first to have it written anew.`
    return `${good(written ? 'Created' : 'Would create')} ${file}`
  })
  return written || diff === '' ? lines.join('\n') : [...lines, '', diff.trimEnd()].join('\n')
}
