import type { UserError } from '../src/base/errors.ts'
import { maskSecrets } from '../src/base/text.ts'
import type { Report } from '../src/report/report.ts'

/** The report of work that a mistake of the user has stopped: it takes the place of what an earlier run has said. */
export function mistakeReport(action: string, title: string, { code, message, where }: UserError): Report {
  const { line } = where
  // A file as it was at a commit has no line to show this at.
  const file = where.file?.startsWith('git:') ? undefined : where.file
  return {
    schemaVersion: 1,
    action,
    title,
    verdict: { name: 'error', tone: 'bad', sentence: `${maskSecrets(message)} (${code})` },
    noteworthy: false,
    sections: [
      {
        title: '',
        blocks: [
          {
            kind: 'notes',
            notes: [
              {
                severity: 'error',
                title: code,
                message: maskSecrets(message),
                docs: 'docs/errors.md',
                ...(file !== undefined && { file }),
                ...(line !== undefined && { line }),
              },
            ],
          },
        ],
      },
    ],
  }
}
