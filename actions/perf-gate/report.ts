import { type ExitCode, exitCode } from '../../src/base/exit-code.ts'
import { loadSection, loadSentence } from '../../src/commands/load-report.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import type { Block, Report, Section } from '../../src/report/report.ts'
import { short } from './base.ts'
import type { Measured } from './measure.ts'

const order = ['INVALID', 'FAIL', 'INCONCLUSIVE', 'PASS'] as const

/** What there is besides the measurements, in their order. */
export interface Besides {
  /** What was to be loaded. */
  readonly titles: readonly string[]
  /** How it went before; empty where nothing is kept. */
  readonly trends: readonly (readonly Block[])[]
}

/** What the measurements come to, for comment, summary and annotations. */
export function performanceReport(besides: Besides, measured: Measured, exit: ExitCode): Report {
  const { results, lack } = measured
  const verdict = lack === undefined ? worstVerdict(results) : 'INVALID'
  return {
    schemaVersion: 1,
    action: 'perf-gate',
    title: 'Performance gate',
    verdict: {
      name: verdict,
      tone: exit !== exitCode.fine ? 'bad' : verdict === 'PASS' ? 'good' : 'warning',
      sentence:
        lack === undefined
          ? loadSentence(verdict, results)
          : 'There was nothing to compare with, so nothing is proved.',
    },
    noteworthy: true,
    sections: lack === undefined ? sections(besides, measured) : [lacking(lack)],
  }
}

function sections({ titles, trends }: Besides, { results, base }: Measured): Section[] {
  const more: readonly Block[] =
    base === undefined
      ? []
      : [{ kind: 'text', text: `The base is commit ${short(base)}, which ran beside the change.` }]
  return results.map((result, index) => {
    const title = titles[index] ?? ''
    const section = loadSection(result, title, titles.length > 1 ? ` (${title})` : '')
    return { ...section, blocks: [...section.blocks, ...more, ...(trends[index] ?? [])] }
  })
}

function lacking(message: string): Section {
  const note = { severity: 'error', title: 'base-not-started', message, docs: 'docs/actions.md' } as const
  return { title: '', blocks: [{ kind: 'notes', notes: [note] }] }
}

function worstVerdict(results: readonly LoadResult[]): LoadResult['verdict'] {
  return order.find((name) => results.some((result) => result.verdict === name)) ?? 'PASS'
}
