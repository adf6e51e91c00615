import { z } from 'zod'
import type { World } from '../ports/world.ts'
import { renderTemplate } from '../writing/template.ts'
import { type Output, ownFilesSchema, type WrittenOwnFiles, writeOwnFiles } from './own-files.ts'

export type WorkflowName = 'schema-review' | 'perf-gate'

export interface WorkflowOptions extends Output {
  readonly workflows: readonly WorkflowName[]
  /** A `.sql` file of the repository. */
  readonly schema: string
  readonly url: string
  /** The command that starts the service on the runner; without it the service runs elsewhere. */
  readonly start?: string | undefined
  /** Parsed gates: metric, operator and limit each. */
  readonly gates: readonly string[]
  readonly durationMs: number
  /** When to run without a pull request, too. */
  readonly cron?: string | undefined
  readonly actions: ActionsHome
}

/** Where the folders of the actions are, `OWNER/REPO/path` or `./path`; a path in the same repository has no version. */
export interface ActionsHome {
  readonly path: string
  readonly version?: string | undefined
}

export const workflowResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('new workflow'),
  ...ownFilesSchema.shape,
})
export type WorkflowResult = z.infer<typeof workflowResultSchema>

export interface WrittenWorkflows extends WrittenOwnFiles {
  readonly result: WorkflowResult
}

/** Majors that move only when they break: what runs is kept up to date by their owners. */
export const actionVersions = { checkout: 'v7', setupNode: 'v6' }

/** Writes workflows for GitHub Actions. They are the user's: a file that is there is never touched. */
export async function workflow(
  options: WorkflowOptions,
  { files, templates }: Pick<World, 'files' | 'templates'>,
): Promise<WrittenWorkflows> {
  const texts: Record<string, string> = {}
  for (const name of options.workflows) {
    const template = await templates.read(`workflow/${name}.yml.hbs`)
    texts[`${name}.yml`] = renderTemplate(template, view(name, options))
  }
  const { result, diff } = await writeOwnFiles(texts, options, files)
  return { result: { schemaVersion: 1, command: 'new workflow', ...result }, diff }
}

/** What the templates need; an optional part is a list of one or none, because templates decide nothing. */
function view(name: WorkflowName, options: WorkflowOptions): object {
  const { schema, url, start, gates, durationMs, cron, actions } = options
  return {
    ...actionVersions,
    uses: `${actions.path}/${name}${actions.version === undefined ? '' : `@${actions.version}`}`,
    schema,
    url,
    services: start === undefined ? [] : [start],
    gates,
    duration: `${durationMs / 1000}s`,
    schedules: cron === undefined ? [] : [cron],
  }
}
