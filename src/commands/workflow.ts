import { z } from 'zod'
import type { World } from '../ports.ts'
import { diffText } from '../writing/diff.ts'
import type { WriteMode } from '../writing/mode.ts'
import { carryOut, type GeneratedFile, planWrites } from '../writing/plan.ts'
import { renderTemplate } from '../writing/template.ts'

export type WorkflowName = 'schema-review' | 'perf-gate'

export interface WorkflowOptions {
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
  readonly output: string
  readonly write: WriteMode
}

/** Where the folders of the actions are, `OWNER/REPO/path` or `./path`; a path in the same repository has no version. */
export interface ActionsHome {
  readonly path: string
  readonly version?: string | undefined
}

export const workflowResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('new workflow'),
  output: z.string(),
  files: z.array(z.object({ path: z.string(), owner: z.literal('yours'), action: z.enum(['created', 'kept']) })),
  /** Whether the run changed anything, or would have. */
  changed: z.boolean(),
  /** Whether the files are on disk. */
  written: z.boolean(),
})
export type WorkflowResult = z.infer<typeof workflowResultSchema>

export interface WrittenWorkflows {
  readonly result: WorkflowResult
  /** What the run changed, or would have, as a unified diff. */
  readonly diff: string
}

/** Majors that move only when they break: what runs is kept up to date by their owners. */
export const actionVersions = { checkout: 'v7', setupNode: 'v6' }

/** Writes workflows for GitHub Actions. They are the user's: a file that is there is never touched. */
export async function workflow(
  options: WorkflowOptions,
  { files, templates }: Pick<World, 'files' | 'templates'>,
): Promise<WrittenWorkflows> {
  const rendered: GeneratedFile[] = []
  for (const name of options.workflows) {
    const template = await templates.read(`workflow/${name}.yml.hbs`)
    rendered.push({ path: `${name}.yml`, text: renderTemplate(template, view(name, options)), owner: 'yours' })
  }
  const plan = await planWrites(options.output, rendered, { force: false }, files)
  const written = options.write !== 'plan'
  if (written) await carryOut([plan], files)
  const planned = plan.files.map(({ path, action }) => ({
    path,
    owner: 'yours' as const,
    action: action === 'created' ? ('created' as const) : ('kept' as const),
  }))
  const { output } = options
  return {
    result: { schemaVersion: 1, command: 'new workflow', output, files: planned, changed: plan.dirty, written },
    diff: diffText(plan),
  }
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
