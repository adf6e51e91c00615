import { z } from 'zod'
import { type Finding, severitySchema } from '../base/finding.ts'

/** One thing to mend: a finding, a hazard, a gate that fails, a mistake in a file. */
const noteSchema = z.object({
  severity: severitySchema,
  /** The rule or the code. */
  title: z.string(),
  message: z.string(),
  why: z.string().optional(),
  fix: z.object({ up: z.string(), down: z.string() }).optional(),
  file: z.string().optional(),
  line: z.number().int().positive().optional(),
  /** The page that says more, relative to the root of the package. */
  docs: z.string().optional(),
})
export type Note = z.infer<typeof noteSchema>

const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('notes'), notes: z.array(noteSchema) }),
  z.object({
    kind: z.literal('table'),
    header: z.array(z.string()).min(1),
    rows: z.array(z.array(z.string())),
  }),
  z.object({
    kind: z.literal('code'),
    label: z.string(),
    language: z.enum(['sql', 'diff', 'text']),
    text: z.string(),
    /** Where the job has the same text as a file. */
    file: z.string().optional(),
    /** Whether it is out of sight until somebody opens it. */
    folded: z.boolean().optional(),
  }),
])
export type Block = z.infer<typeof blockSchema>

/** About one thing, which the title names as it is written: a file, an address. */
const sectionSchema = z.object({ title: z.string(), blocks: z.array(blockSchema) })
export type Section = z.infer<typeof sectionSchema>

/**
 * What an action has to say, for all the places where it says it: comment, summary, annotations. It travels between jobs as
 * JSON, so whoever reads it back treats all of it as foreign text.
 */
export const reportSchema = z.object({
  schemaVersion: z.literal(1),
  action: z.string(),
  title: z.string(),
  verdict: z.object({
    name: z.string(),
    tone: z.enum(['good', 'warning', 'bad']),
    /** The first line, where title and name are not enough. */
    headline: z.string().optional(),
    sentence: z.string(),
  }),
  /** Whether a comment is worth making; one that is there already is kept up to date in any case. */
  noteworthy: z.boolean(),
  sections: z.array(sectionSchema),
})
export type Report = z.infer<typeof reportSchema>

export function noteOf({ rule, severity, message, why, fix, at, docs }: Finding): Note {
  return {
    severity,
    title: rule,
    message,
    docs,
    ...(why !== undefined && { why }),
    ...(fix && { fix }),
    ...(at.file !== undefined && { file: at.file }),
    ...(at.line !== undefined && { line: at.line }),
  }
}

export function notesOf({ sections }: Report): readonly Note[] {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'notes' ? block.notes : [])))
}
