import type { ActionHost } from '../../src/action-host.ts'
import { loadHtml } from '../../src/commands/load-html.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import type { Files } from '../../src/ports/files.ts'
import { stemOf } from '../publish.ts'
import { perfGateDefinition } from './definition.ts'

/** A page of HTML for each measurement, beside the report. */
export async function writePages(
  results: readonly LoadResult[],
  key: string,
  { host, files }: { readonly host: ActionHost; readonly files: Files },
): Promise<void> {
  const stem = stemOf(perfGateDefinition.id, key, host)
  const pages = results.map((result, index) => ({
    path: `${stem}${results.length > 1 ? `-${index + 1}` : ''}.html`,
    text: loadHtml(result),
  }))
  await files.writeAll(pages)
  host.output('html', pages.map(({ path }) => path).join('\n'))
}
