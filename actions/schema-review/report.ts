import { bySeverity, type Finding, fails } from '../../src/base/finding.ts'
import { count } from '../../src/base/text.ts'
import type { CompareResult } from '../../src/commands/db-compare.ts'
import { compareBlocks, listed } from '../../src/commands/db-compare-report.ts'
import { type Block, noteOf, type Report, type Section } from '../../src/report/report.ts'
import { brought, notAllowed, type Review, type Strictness } from './review.ts'

const order = ['refused', 'proved', 'equal'] as const
const title = 'Schema review'

/** What the reviews come to, for comment, summary and annotations. */
export function schemaReport(reviews: readonly Review[], strictness: Strictness): Report {
  const verdict = order.find((name) => reviews.some(({ compared }) => compared.verdict === name)) ?? 'equal'
  const why = failure(reviews, strictness)
  const danger = reviews.some((review) => review.compared.hazards.length + brought(review).length > 0)
  const quiet = verdict !== 'refused' && !danger
  return {
    schemaVersion: 1,
    action: 'schema-review',
    title,
    verdict: {
      name: verdict,
      tone: why ? 'bad' : quiet ? 'good' : 'warning',
      headline: `${title} ${why ? 'failed' : 'passed'}: ${why || passing(verdict, reviews)}`,
      sentence: `${sentence(verdict, reviews)}${why && ` The review fails: ${why}.`}`,
    },
    noteworthy: verdict !== 'equal',
    sections: reviews.map((review) => section(review, strictness.allow)),
  }
}

/** What there is to know of a review that passes, so that nobody takes it for more than it is. */
function passing(verdict: CompareResult['verdict'], reviews: readonly Review[]): string {
  const hazards = sum(reviews, ({ compared }) => compared.hazards.length)
  const findings = sum(reviews, (review) => brought(review).length)
  const but = [
    ...(hazards > 0 ? [count(hazards, 'hazard')] : []),
    ...(findings > 0 ? [count(findings, 'new finding')] : []),
  ]
  const outcome = {
    refused: 'no migration could be proved',
    proved: 'the migration is proved both ways',
    equal: 'no schema changes',
  }
  return [outcome[verdict], ...(but.length > 0 ? [`with ${but.join(' and ')}`] : [])].join(', ')
}

function sum(reviews: readonly Review[], number: (review: Review) => number): number {
  return reviews.reduce((total, review) => total + number(review), 0)
}

function sentence(verdict: CompareResult['verdict'], reviews: readonly Review[]): string {
  const findings = `${count(
    sum(reviews, (review) => brought(review).length),
    'new finding',
  )}, ${sum(reviews, ({ old }) => old.size)} from before`
  const hazards = count(
    sum(reviews, ({ compared }) => compared.hazards.length),
    'hazard',
  )
  switch (verdict) {
    case 'equal':
      return `The schema is as it was before: ${findings}.`
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
  const findings = reviews.flatMap(brought).filter((finding) => fails([finding], failOn))
  return [
    ...(refused.length > 0 ? [`no pair for ${refused.join(', ')}`] : []),
    ...(hazards.length > 0
      ? [
          `${count(hazards.length, 'hazard')} that ${hazards.length === 1 ? 'is' : 'are'} not allowed (${rules(hazards)})`,
        ]
      : []),
    ...(findings.length > 0
      ? [`${count(findings.length, 'new finding')} of severity ${failOn} or worse (${rules(findings)})`]
      : []),
  ].join('; ')
}

function rules(findings: readonly Finding[]): string {
  return [...new Set(findings.map(({ rule }) => rule))].join(', ')
}

function section(review: Review, allow: readonly string[]): Section {
  const { schema, compared, analyzed, old } = review
  const blocks: readonly Block[] = [
    ...compareBlocks(compared, allow, schema),
    ...listed('New findings in the schema', bySeverity(brought(review)).map(noteOf)),
    ...known(old),
    ...listed(
      'Not looked at',
      analyzed.notSeen.map(({ what, why }) => ({ severity: 'info', title: what, message: why })),
    ),
  ]
  return { title: schema, blocks: [...blocks] }
}

/** A table, because notes are annotated, and nobody wants to be told again at every change. */
function known(old: Review['old']): readonly Block[] {
  if (old.size === 0) return []
  const rows = bySeverity([...old]).map(({ rule, message, at }) => [rule, message, String(at.line ?? '')])
  return [
    { kind: 'text', text: 'Findings from before this change, which fail nothing:' },
    { kind: 'table', header: ['rule', 'finding', 'line'], rows },
  ]
}
