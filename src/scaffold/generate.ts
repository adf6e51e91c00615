import type { Api, Operation } from '../openapi/api.ts'
import type { JsonObject } from '../openapi/spot.ts'
import { printYaml } from '../openapi/yaml-document.ts'
import type { Templates } from '../ports/files.ts'
import type { GeneratedFile } from '../writing/plan.ts'
import { renderTemplate } from '../writing/template.ts'
import { envelopedDocument } from './contract/document.ts'
import { contractName, type Envelope } from './envelope.ts'
import type { Framework } from './framework.ts'
import { handlerView } from './handler-file.ts'
import { headerLine } from './header.ts'
import { indexView } from './index-file.ts'
import { routesView } from './routes-file.ts'
import type { SampleAnswer } from './sample/answer.ts'
import { typesFile } from './types.ts'
import { validatorsFile } from './validators.ts'

export interface GenerateOptions {
  readonly framework: Framework
  /** The document's name, for the first line of each file. */
  readonly spec: string
  /** Nothing but `types.ts`. */
  readonly typesOnly: boolean
  /** What handlers answer until they are written, by operation; 501 where there is nothing. */
  readonly answers: ReadonlyMap<string, SampleAnswer>
  readonly envelope: Envelope
  /** The document in one piece. */
  readonly bundle: () => JsonObject
  /** The generated tests, path → text; undefined without them. */
  readonly suite?: ReadonlyMap<string, string> | undefined
}

/** The same for every document, as they stand in templates/scaffold. */
const runtimeFiles = [
  'runtime.ts',
  'runtime/accept.ts',
  'runtime/answer.ts',
  'runtime/api.ts',
  'runtime/auth.ts',
  'runtime/body.ts',
  'runtime/bytes.ts',
  'runtime/check.ts',
  'runtime/content.ts',
  'runtime/context.ts',
  'runtime/database-error.ts',
  'runtime/download.ts',
  'runtime/envelope.ts',
  'runtime/error.ts',
  'runtime/form.ts',
  'runtime/input.ts',
  'runtime/linger.ts',
  'runtime/media-type.ts',
  'runtime/multipart.ts',
  'runtime/operation.ts',
  'runtime/parameters.ts',
  'runtime/path.ts',
  'runtime/response.ts',
  'runtime/text.ts',
  'runtime/upload.ts',
  'runtime/wire.ts',
]

/** Api → the files of a server, in memory. The same Api gives the same bytes. */
export async function generate(
  api: Api,
  { framework, spec, typesOnly, answers, envelope, bundle, suite }: GenerateOptions,
  templates: Templates,
): Promise<readonly GeneratedFile[]> {
  const header = headerLine(spec, framework.name, flagsOf(envelope, suite))
  const ours = (path: string, text: string, mark = '//'): GeneratedFile => ({
    path,
    text: `${mark} ${header}\n\n${text}`,
    owner: 'generated',
  })
  const types = ours('types.ts', typesFile(api, envelope))
  if (typesOnly) return [types]
  const [index, routes, handler] = await Promise.all(
    [framework.name, 'routes', 'handler'].map((name) => templates.read(`scaffold/${name}.ts.hbs`)),
  )
  const runtime = await Promise.all(
    runtimeFiles.map(async (path) => ours(path, await templates.read(`scaffold/${templateOf(path, envelope)}`))),
  )
  const tags = tagsOf(api)
  return [
    types,
    ours('validators.ts', validatorsFile(api)),
    ...(envelope === 'always' ? [ours(contractName, printYaml(envelopedDocument(bundle(), api)), '#')] : []),
    ...runtime,
    ours('index.ts', renderTemplate(index ?? '', indexView(api, [...tags.keys()], `\`${framework.mount}\``))),
    ...[...tags].map(([tag, operations]) =>
      ours(`${tag}.routes.ts`, renderTemplate(routes ?? '', routesView(tag, operations, api, framework))),
    ),
    ...[...(suite ?? [])].map(([path, text]) => ours(path, text)),
    ...api.operations.map((operation) => ({
      path: handlerPath(operation),
      text: renderTemplate(handler ?? '', handlerView(operation, answers.get(operation.name))),
      owner: 'yours' as const,
      about: `${operation.method.toUpperCase()} ${operation.path}`,
    })),
  ]
}

/** Whether JSON is in an envelope is one function of the runtime, so that it costs nothing where it is not. */
function templateOf(path: string, envelope: Envelope): string {
  return path === 'runtime/wire.ts' && envelope === 'always' ? 'runtime/wire-always.ts' : path
}

export function handlerPath({ tag, name }: Operation): string {
  return `handlers/${tag}/${name}.ts`
}

/** In the order in which the document first speaks of them. */
function tagsOf({ operations }: Api): ReadonlyMap<string, readonly Operation[]> {
  const tags = new Map<string, Operation[]>()
  for (const operation of operations) tags.set(operation.tag, [...(tags.get(operation.tag) ?? []), operation])
  return tags
}

/** What a run that writes the same again has to be told. */
function flagsOf(envelope: Envelope, suite: GenerateOptions['suite']): string {
  return `${envelope === 'spec' ? '' : ` --envelope ${envelope}`}${suite ? ' --tests' : ''}`
}
