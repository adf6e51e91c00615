import { type Finding, fails } from '../../src/base/finding.ts'
import { count } from '../../src/base/text.ts'
import type { CompareResult } from '../../src/commands/db-compare.ts'
import { type Block, type Note, noteOf, type Report, type Section } from '../../src/report/report.ts'
import { notAllowed, type Review, type Strictness } from './review.ts'

const order = ['refused', 'proved', 'equal'] as const
const title = 'Schema review'

/** What the reviews come to, for comment, summary and annotations. */
export function schemaReport(reviews: readonly Review[], strictness: Strictness): Report {
  const verdict = order.find((name) => reviews.some(({ compared }) => compared.verdict === name)) ?? 'equal'
  const why = failure(reviews, strictness)
  const danger = reviews.some(({ compared, analyzed }) => compared.hazards.length + analyzed.findings.length > 0)
  return {
    schemaVersion: 1,
    action: 'schema-review',
    title,
    verdict: {
      name: verdict,
      tone: why ? 'bad' : danger ? 'warning' : 'good',
      sentence: `${sentence(verdict, reviews)}${why && ` The review fails: ${why}.`}`,
    },
    noteworthy: verdict !== 'equal',
    sections: reviews.map((review) => section(review, strictness.allow)),
  }
}

function sentence(verdict: CompareResult['verdict'], reviews: readonly Review[]): string {
  const findings = count(
    reviews.reduce((sum, { analyzed }) => sum + analyzed.findings.length, 0),
    'finding',
  )
  const hazards = count(
    reviews.reduce((sum, { compared }) => sum + compared.hazards.length, 0),
    'hazard',
  )
  switch (verdict) {
    case 'equal':
      return `The schema is as it was before, with ${findings}.`
    case 'refused':
      return `No migration with a rollback could be proved, so none is shown. ${hazards}, ${findings}.`
    case 'proved':
      return `The migration gives the new schema and the rollback gives the old one back. ${hazards}, ${findings}.`
  }
}

/** What makes the review fail; empty when it does not. */
function failure(reviews: readonly Review[], { allow, failOn }: Strictness): string {
  if (failOn === 'never') return ''
  const refused = reviews.filter(({ compared }) => compared.verdict === 'refused').map(({ schema }) => schema)
  const hazards = reviews.flatMap(({ compared }) => notAllowed(compared, allow))
  const findings = reviews.flatMap(({ analyzed }) => analyzed.findings).filter((finding) => fails([finding], failOn))
  return [
    ...(refused.length > 0 ? [`no pair for ${refused.join(', ')}`] : []),
    ...(hazards.length > 0
      ? [
          `${count(hazards.length, 'hazard')} that ${hazards.length === 1 ? 'is' : 'are'} not allowed (${rules(hazards)})`,
        ]
      : []),
    ...(findings.length > 0
      ? [`${count(findings.length, 'finding')} of severity ${failOn} or worse (${rules(findings)})`]
      : []),
  ].join('; ')
}

function rules(findings: readonly Finding[]): string {
  return [...new Set(findings.map(({ rule }) => rule))].join(', ')
}

function section({ schema, compared, analyzed }: Review, allow: readonly string[]): Section {
  const { verdict, engine, up, down, refusals, hazards, data } = compared
  const blocks: Block[] = [
    { kind: 'text', text: `${saying[verdict]} (${engine.name}, ${engine.version})` },
    { kind: 'notes', notes: refusals.map((refusal) => refused(refusal, schema)) },
    ...list(
      'Hazards of the migration',
      hazards.map((hazard) => permitted(noteOf(hazard), allow)),
    ),
    ...(verdict === 'proved' ? [script('Migration', up), script('Rollback', down)] : []),
    ...(data.length > 0 ? [rows(data)] : []),
    ...list('Findings in the schema', analyzed.findings.map(noteOf)),
    ...list(
      'Not looked at',
      analyzed.notSeen.map(({ what, why }) => ({ severity: 'info', title: what, message: why })),
    ),
  ]
  return { title: schema, blocks: blocks.filter((block) => block.kind !== 'notes' || block.notes.length > 0) }
}

const saying = {
  equal: 'No changes: both versions make the same catalog',
  refused: 'Refused: the pair could not be proved',
  proved: 'Proved both ways',
} as const

function script(label: string, { sql, path }: CompareResult['up']): Block {
  return { kind: 'code', label, language: 'sql', text: sql, ...(path !== undefined && { file: path }) }
}

/** What becomes of the rows on the way there and back. */
function rows(data: CompareResult['data']): Block {
  const header = ['table', 'rows after the rollback', 'why']
  return { kind: 'table', header, rows: data.map(({ table, verdict, why }) => [table, verdict, why]) }
}

function list(label: string, notes: readonly Note[]): readonly Block[] {
  return notes.length === 0
    ? []
    : [
        { kind: 'text', text: `${label}:` },
        { kind: 'notes', notes: [...notes] },
      ]
}

function refused({ code, message }: CompareResult['refusals'][number], file: string): Note {
  return { severity: 'error', title: code, message, file }
}

/** What is allowed is still said, but calls for nothing. */
function permitted(note: Note, allow: readonly string[]): Note {
  return allow.includes(note.title) ? { ...note, severity: 'info', message: `(allowed) ${note.message}` } : note
}
