import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import type { Api } from '../openapi/api.ts'
import { diagnosticSchema } from '../openapi/diagnostic.ts'
import { loadApi } from '../openapi/load.ts'
import type { World } from '../ports.ts'
import { frameworks } from '../scaffold/all.ts'
import { commonDependencies, commonDevDependencies, type Framework } from '../scaffold/framework.ts'
import { generate, handlerPath } from '../scaffold/generate.ts'
import { isUnwritten } from '../scaffold/handler-file.ts'
import { diffText } from '../writing/diff.ts'
import type { WriteMode } from '../writing/mode.ts'
import { carryOut, namedFiles, planWrites, type WritePlan } from '../writing/plan.ts'

export interface ScaffoldOptions {
  readonly spec: string
  readonly framework: string
  readonly output: string
  readonly typesOnly: boolean
  readonly allowRemote: boolean
  readonly write: WriteMode
}

const packages = z.record(z.string(), z.string())

export const scaffoldResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('scaffold'),
  framework: z.string(),
  output: z.string(),
  title: z.string(),
  version: z.string(),
  operations: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      operationId: z.string().optional(),
      tag: z.string(),
      /** Its key in `handlers`. */
      name: z.string(),
      /** Its file, relative to the output; absent with `--types-only`. */
      handler: z.string().optional(),
      /** Whether its handler is still to be written. */
      implemented: z.boolean(),
    }),
  ),
  /** The names of the schemas that `types.ts` exports. */
  types: z.array(z.string()),
  files: z.array(
    z.object({
      path: z.string(),
      owner: z.enum(['generated', 'yours']),
      action: z.enum(['created', 'updated', 'unchanged', 'kept', 'orphaned']),
      /** An orphan of ours goes, unless it was edited; one of yours stays. */
      removed: z.boolean().optional(),
    }),
  ),
  /** Whether the run changed anything, or would have. */
  changed: z.boolean(),
  /** Whether the files are on disk. */
  written: z.boolean(),
  /** Package → range: what the output imports. */
  dependencies: packages,
  devDependencies: packages,
  diagnostics: z.array(diagnosticSchema),
})
export type ScaffoldResult = z.infer<typeof scaffoldResultSchema>

export interface Scaffolded {
  readonly result: ScaffoldResult
  /** What the run changed, or would have, as a unified diff. */
  readonly diff: string
}

/** An OpenAPI document → a server's files. What is yours is written once; what is ours is brought up to date. */
export async function scaffold(
  options: ScaffoldOptions,
  world: Pick<World, 'files' | 'input' | 'network' | 'templates'>,
): Promise<Scaffolded> {
  const framework = frameworkNamed(options.framework)
  const { api, diagnostics } = await loadApi(options.spec, world, options)
  const generated = await generate(api, { ...options, framework }, world.templates)
  const force = options.write === 'overwrite'
  if (options.typesOnly && !force) await refuseServer(options.output, world)
  const plan = await planWrites(options.output, generated, { force }, world.files)
  if (options.write !== 'plan') await carryOut(plan, world.files)
  const result: ScaffoldResult = {
    schemaVersion: 1,
    command: 'scaffold',
    framework: framework.name,
    output: options.output,
    title: api.title,
    version: api.version,
    operations: operations(api, plan),
    types: api.schemas.map(({ name }) => name),
    files: namedFiles(plan).map(({ path, owner, action, remove }) => ({
      path,
      owner,
      action,
      ...(remove !== undefined && { removed: remove }),
    })),
    changed: plan.dirty,
    written: options.write !== 'plan',
    dependencies: options.typesOnly ? {} : { ...framework.dependencies, ...commonDependencies },
    devDependencies: options.typesOnly ? {} : { ...framework.devDependencies, ...commonDevDependencies },
    diagnostics: [...diagnostics],
  }
  return { result, diff: diffText(plan) }
}

function frameworkNamed(name: string): Framework {
  const framework = frameworks.find((candidate) => candidate.name === name)
  if (framework) return framework
  const names = frameworks.map((candidate) => candidate.name).join(', ')
  throw new UserError('bad-option', `There is no framework ${name}. Choose one of ${names}.`)
}

/** The files of a server would be orphans of its types. */
async function refuseServer(output: string, { files }: Pick<World, 'files'>): Promise<void> {
  if ((await files.readIfThere(`${output}/runtime.ts`)) === undefined) return
  throw new UserError(
    'file-conflict',
    `${output} holds a whole server, which --types-only would remove. Choose another folder, or remove it with --force.`,
    { where: { file: `${output}/runtime.ts` } },
  )
}

function operations(api: Api, { files }: WritePlan): ScaffoldResult['operations'] {
  const texts = new Map(files.map(({ path, before, text = before }) => [path, text]))
  return api.operations.map((operation) => {
    const handler = handlerPath(operation)
    const text = texts.get(handler)
    const { method, path, operationId, tag, name } = operation
    return {
      method: method.toUpperCase(),
      path,
      ...(operationId !== undefined && { operationId }),
      tag,
      name,
      ...(text !== undefined && { handler }),
      implemented: text !== undefined && !isUnwritten(text),
    }
  })
}
