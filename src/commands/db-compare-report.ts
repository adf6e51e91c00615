import { bySeverity } from '../base/finding.ts'
import { plain } from '../base/style.ts'
import { count, maskSecrets } from '../base/text.ts'
import { markdown } from '../report/markdown.ts'
import { type Block, type Note, noteOf, type Report } from '../report/report.ts'
import { changeLine } from './change-text.ts'
import type { CompareResult } from './db-compare.ts'

/** What GitHub and others take as one comment, in characters. */
const longest = 65_536

export interface CompareReportView {
  readonly from: string
  readonly to: string
  /** Hazards that do not fail the run. */
  readonly allow: readonly string[]
}

/** The comparison as Markdown for a comment, at most 65,536 characters: the most detailed text that fits. */
export function compareMarkdown(result: CompareResult, view: CompareReportView): string {
  return `${markdown(compareReport(result, view), { limit: longest, measure: (text) => text.length + 1 })}\n`
}

function compareReport(result: CompareResult, { from, to, allow }: CompareReportView): Report {
  return {
    schemaVersion: 1,
    action: 'db-compare',
    title: 'Schema change',
    verdict: { name: result.verdict, ...verdict(result, allow) },
    noteworthy: result.verdict !== 'equal',
    sections: [{ title: `${maskSecrets(from)} -> ${maskSecrets(to)}`, blocks: [...compareBlocks(result, allow)] }],
  }
}

function verdict(
  result: CompareResult,
  allow: readonly string[],
): Pick<Report['verdict'], 'tone' | 'headline' | 'sentence'> {
  const open = result.hazards.filter(({ rule }) => !allow.includes(rule)).length
  switch (result.verdict) {
    case 'equal':
      return { tone: 'good', headline: 'No schema changes', sentence: 'Both make the same catalog.' }
    case 'refused':
      return {
        tone: 'bad',
        headline: 'No migration could be proved',
        sentence: 'So none is shown; what stands in the way is below.',
      }
    case 'proved':
      return {
        tone: open > 0 ? 'bad' : result.hazards.length > 0 ? 'warning' : 'good',
        headline:
          open > 0 ? `${count(open, 'hazard')} not allowed in this schema change` : 'Schema change proved both ways',
        sentence: 'The migration gives the new schema and the rollback gives the old one back.',
      }
  }
}

/** What a comparison has to say, the dangers first and the scripts last. */
export function compareBlocks(result: CompareResult, allow: readonly string[], file?: string): readonly Block[] {
  const { verdict: outcome, engine, refusals, hazards, up, down, data, renameCandidates } = result
  const open = renameCandidates.filter(({ accepted }) => !accepted)
  return [
    { kind: 'text', text: `${sayings[outcome]} (${engine.name}, ${engine.version})` },
    ...listed(
      'What stands in the way',
      refusals.map(({ code, message }) => refusal(code, message, file)),
    ),
    ...listed(
      'Hazards of the migration',
      bySeverity(hazards).map((hazard) => permitted(noteOf(hazard), allow)),
    ),
    ...listed(
      'A rename? It is planned as a drop and an add',
      open.map(({ from, to }) => candidate(from, to)),
    ),
    ...changes(result),
    ...rows(data),
    ...(outcome === 'proved' ? [script('Migration', up), script('Rollback', down)] : []),
  ]
}

const sayings = {
  equal: 'No changes: both versions make the same catalog',
  refused: 'Refused: the pair could not be proved',
  proved: 'Proved both ways',
} as const

function refusal(code: string, message: string, file: string | undefined): Note {
  return { severity: 'error', title: code, message, ...(file !== undefined && { file }) }
}

/** What is allowed is still said, but calls for nothing. */
function permitted(note: Note, allow: readonly string[]): Note {
  return allow.includes(note.title) ? { ...note, severity: 'info', message: `(allowed) ${note.message}` } : note
}

function candidate(from: string, to: string): Note {
  return { severity: 'info', title: 'rename', message: `${from} -> ${to}. If it is one: --rename ${from}:${to}` }
}

/** Notes below a heading, or nothing. */
export function listed(label: string, notes: readonly Note[]): readonly Block[] {
  if (notes.length === 0) return []
  return [
    { kind: 'text', text: `${label}:` },
    { kind: 'notes', notes: [...notes] },
  ]
}

function changes({ changes: all }: CompareResult): readonly Block[] {
  if (all.length === 0) return []
  const text = all.map((change) => changeLine(change, plain)).join('\n')
  return [{ kind: 'code', label: count(all.length, 'change'), language: 'diff', text }]
}

/** What becomes of the rows on the way there and back. */
function rows(data: CompareResult['data']): readonly Block[] {
  if (data.length === 0) return []
  const header = ['table', 'rows after the rollback', 'why']
  return [{ kind: 'table', header, rows: data.map(({ table, verdict: came, why }) => [table, came, why]) }]
}

function script(label: string, { sql, path }: CompareResult['up']): Block {
  return { kind: 'code', label, language: 'sql', text: sql, folded: true, ...(path !== undefined && { file: path }) }
}
