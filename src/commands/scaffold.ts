import { UserError } from '../base/errors.ts'
import type { Api } from '../openapi/api.ts'
import { type LoadedApi, loadApi } from '../openapi/load.ts'
import type { World } from '../ports/world.ts'
import { frameworks } from '../scaffold/all.ts'
import { contractName, type Envelope } from '../scaffold/envelope.ts'
import { commonDependencies, commonDevDependencies, type Framework } from '../scaffold/framework.ts'
import { generate } from '../scaffold/generate.ts'
import { type SampleAnswer, sampleAnswers } from '../scaffold/sample/answer.ts'
import { type Suite, suiteDevDependencies, suiteOf } from '../scaffold/tests/suite.ts'
import { diffText } from '../writing/diff.ts'
import type { WriteMode } from '../writing/mode.ts'
import { carryOut, planWrites, type WritePlan } from '../writing/plan.ts'
import {
  filesOf,
  newAnswers,
  operations,
  refusedExamples,
  type ScaffoldResult,
  takenHandlers,
} from './scaffold-result.ts'

export interface ScaffoldOptions {
  readonly spec: string
  readonly framework: string
  readonly output: string
  readonly typesOnly: boolean
  /** Whether a suite is written beside the server. */
  readonly tests?: boolean | undefined
  readonly allowRemote: boolean
  /** What a handler that is written now answers. */
  readonly stubs: Stubs
  /** Whether JSON bodies are in an envelope on the wire. */
  readonly envelope: Envelope
  readonly write: WriteMode
}

/** 501, or the document's example. */
export const stubKinds = ['none', 'examples'] as const
export type Stubs = (typeof stubKinds)[number]

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
  if (options.envelope === 'always') await refuseOwnSpec(options, world)
  const loaded = await loadApi(options.spec, world, options)
  const { plan, result } = await planScaffold(loaded, { ...options, framework }, world)
  if (options.write !== 'plan') await carryOut([plan], world.files)
  return { result, diff: diffText(plan) }
}

export interface PlanScaffoldOptions extends Omit<ScaffoldOptions, 'framework' | 'allowRemote'> {
  readonly framework: Framework
  /** Handlers that are written already, by their place in the output. */
  readonly handlers?: ReadonlyMap<string, string>
}

/** The same without writing: the plan, and the result as it is once somebody carries it out. */
export async function planScaffold(
  { api, diagnostics, locate, bundle }: LoadedApi,
  options: PlanScaffoldOptions,
  { files, templates }: Pick<World, 'files' | 'templates'>,
): Promise<{ readonly plan: WritePlan; readonly result: ScaffoldResult }> {
  const { framework, output, typesOnly, handlers } = options
  const answers = options.stubs === 'examples' ? sampleAnswers(api) : new Map<string, SampleAnswer>()
  const suite = await suiteFor(api, options, templates)
  const rendered = await generate(api, { ...options, answers, bundle, suite: suite?.texts }, templates)
  const generated = rendered.map((file) => ({ ...file, text: handlers?.get(file.path) ?? file.text }))
  const force = options.write === 'overwrite'
  if (typesOnly && !force) await refuseServer(output, { files })
  const plan = await planWrites(output, generated, { force }, files)
  const fresh = newAnswers(api, plan, answers)
  const result: ScaffoldResult = {
    schemaVersion: 1,
    command: 'scaffold',
    framework: framework.name,
    output,
    envelope: options.envelope,
    title: api.title,
    version: api.version,
    operations: operations(api, plan, fresh),
    types: api.schemas.map(({ name }) => name),
    files: filesOf(plan),
    changed: plan.dirty,
    written: options.write !== 'plan',
    dependencies: typesOnly ? {} : { ...framework.dependencies, ...commonDependencies },
    devDependencies: typesOnly
      ? {}
      : { ...framework.devDependencies, ...commonDevDependencies, ...(suite && suiteDevDependencies) },
    ...(suite && { tests: { total: suite.tests, skipped: [...suite.skipped] } }),
    diagnostics: [...diagnostics, ...refusedExamples(fresh, locate), ...takenHandlers(plan)],
  }
  return { plan, result }
}

/** UserError `bad-option`: types alone have no server to test. */
async function suiteFor(
  api: Api,
  { tests, typesOnly, framework }: Pick<PlanScaffoldOptions, 'tests' | 'typesOnly' | 'framework'>,
  templates: World['templates'],
): Promise<Suite | undefined> {
  if (!tests) return undefined
  if (typesOnly) {
    throw new UserError('bad-option', '--tests tests a server, and --types-only writes none. Leave one of them out.')
  }
  return suiteOf(api, framework, templates)
}

/** UserError `bad-option`. */
export function frameworkNamed(name: string): Framework {
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

/** The document with envelopes would take the place of the one that it is made from. Paths have many spellings, a text has one. */
async function refuseOwnSpec({ spec, output }: ScaffoldOptions, { files }: Pick<World, 'files'>): Promise<void> {
  const there = await files.readIfThere(`${output}/${contractName}`)
  if (there === undefined || there !== (await files.readIfThere(spec))) return
  throw new UserError(
    'file-conflict',
    `--envelope always writes ${output}/${contractName}, where the document itself is. Move it, or choose another folder.`,
    { where: { file: `${output}/${contractName}` } },
  )
}
