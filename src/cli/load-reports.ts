import { type Command, InvalidArgumentError } from 'commander'
import { loadHtml } from '../commands/load-html.ts'
import { loadJunit } from '../commands/load-junit.ts'
import { loadMarkdown } from '../commands/load-report.ts'
import type { LoadResult } from '../commands/load-result.ts'
import type { Files } from '../ports/files.ts'
import { refuseExisting } from './report-file.ts'

/** What the measurement is called, and the files that it can be written into, besides what is printed. */
export interface LoadReportFlags {
  readonly name?: string
  readonly output?: string
  readonly markdown?: string
  readonly html?: string
  readonly junit?: string
  readonly force?: boolean
}

export function addLoadReportFlags(command: Command): Command {
  return command
    .option('--name <name>', 'what the load is called in all its reports', loadName)
    .option('-o, --output <file>', 'also write the JSON report into this file')
    .option('--markdown <file>', 'also write the report as Markdown, for a comment')
    .option('--html <file>', 'also write the report as a page with charts, which needs nothing but itself')
    .option('--junit <file>', 'also write the gates as the test cases of a JUnit report')
    .option('--force', 'overwrite the files of --output, --markdown, --html and --junit')
}

const longestName = 100

function loadName(text: string): string {
  const name = text.trim()
  if (name !== '' && name.length <= longestName && !/\p{Cc}/u.test(name)) return name
  throw new InvalidArgumentError(`It must be one line of 1 to ${longestName} characters.`)
}

/** Measures, and writes all reports or none. UserErrors: `file-exists`, before anything runs, and `write-failed`. */
export async function withReports(
  { name, output, markdown, html, junit, force }: LoadReportFlags,
  files: Files,
  measure: () => Promise<LoadResult>,
): Promise<LoadResult> {
  for (const path of [output, markdown, html, junit]) await refuseExisting(path, force, files)
  const result = { ...(await measure()), ...(name !== undefined && { name }) }
  await files.writeAll([
    ...(output === undefined ? [] : [{ path: output, text: `${JSON.stringify(result, null, 2)}\n` }]),
    ...(markdown === undefined ? [] : [{ path: markdown, text: loadMarkdown(result) }]),
    ...(html === undefined ? [] : [{ path: html, text: loadHtml(result) }]),
    ...(junit === undefined ? [] : [{ path: junit, text: loadJunit(result) }]),
  ])
  return result
}
