import type { Command } from 'commander'
import { loadHtml } from '../commands/load-html.ts'
import { loadJunit } from '../commands/load-junit.ts'
import { loadMarkdown } from '../commands/load-report.ts'
import type { LoadResult } from '../commands/load-result.ts'
import type { Files, TextFile } from '../ports.ts'
import { refuseExisting } from './report-file.ts'

/** The files into which a report goes besides. */
export interface ReportFlags {
  readonly output?: string
  readonly markdown?: string
  readonly html?: string
  readonly junit?: string
  readonly force?: boolean
}

export function addReportFlags(command: Command): void {
  command
    .option('-o, --output <file>', 'also write the JSON report into this file')
    .option('--markdown <file>', 'also write the report as Markdown, for a comment')
    .option('--html <file>', 'also write the report as a page with charts, which needs nothing but itself')
    .option('--junit <file>', 'also write the gates as the test cases of a JUnit report')
    .option('--force', 'overwrite the files of --output, --markdown, --html and --junit')
}

/** UserError `file-exists`. */
export async function refuseReports(
  { output, markdown, html, junit, force }: ReportFlags,
  files: Files,
): Promise<void> {
  for (const path of [output, markdown, html, junit]) await refuseExisting(path, force, files)
}

export function reports(result: LoadResult, { output, markdown, html, junit }: ReportFlags): readonly TextFile[] {
  return [
    ...(output === undefined ? [] : [{ path: output, text: `${JSON.stringify(result, null, 2)}\n` }]),
    ...(markdown === undefined ? [] : [{ path: markdown, text: loadMarkdown(result) }]),
    ...(html === undefined ? [] : [{ path: html, text: loadHtml(result) }]),
    ...(junit === undefined ? [] : [{ path: junit, text: loadJunit(result) }]),
  ]
}
