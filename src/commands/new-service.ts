import { UserError } from '../base/errors.ts'
import type { Diagnostic } from '../openapi/diagnostic.ts'
import type { LoadedApi } from '../openapi/load.ts'
import type { Files } from '../ports/files.ts'
import type { World } from '../ports/world.ts'
import { exampleHandlers } from '../scaffold/project/example.ts'
import { bareName } from '../scaffold/project/name.ts'
import { projectFiles } from '../scaffold/project/project.ts'
import { diffText } from '../writing/diff.ts'
import { manifestName } from '../writing/manifest.ts'
import type { WriteMode } from '../writing/mode.ts'
import { carryOut, type GeneratedFile, planWrites, type WritePlan } from '../writing/plan.ts'
import { projectDocument } from './new-service-document.ts'
import type { NewServiceResult } from './new-service-result.ts'
import { frameworkNamed, planScaffold } from './scaffold.ts'
import { actionVersions } from './workflow.ts'

export interface NewServiceOptions {
  /** A name that npm takes. */
  readonly name: string
  /** An OpenAPI document; without it the project's own, or our example. */
  readonly spec?: string | undefined
  readonly framework: string
  /** The folder of the project; one of its name otherwise. */
  readonly output?: string | undefined
  readonly write: WriteMode
}

export interface WrittenService {
  readonly result: NewServiceResult
  /** What the run changed, or would have, as a unified diff. */
  readonly diff: string
}

/** Writes a whole project around a scaffolded API: all of it, or nothing. What is there is kept, but for the generated part of the API. */
export async function newService(
  options: NewServiceOptions,
  world: Pick<World, 'files' | 'input' | 'network' | 'templates'>,
): Promise<WrittenService> {
  const { name, output = bareName(name), write } = options
  const { files, templates } = world
  const framework = frameworkNamed(options.framework)
  const { path, loaded, example, there } = await projectDocument(options.spec, output, world)
  const project = { name, framework, document: path, example, actions: actionVersions }
  const document: GeneratedFile = { path, text: loaded.source.text, owner: 'yours' }
  const rendered = [...(await projectFiles(loaded.api, project, templates)), ...(there ? [] : [document])]
  const api = await planScaffold(
    loaded,
    {
      ...{
        spec: path,
        framework,
        output: `${output}/src/api`,
        typesOnly: false,
        stubs: 'none',
        envelope: 'spec',
        write,
      },
      ...(example && { handlers: await exampleHandlers(templates) }),
    },
    world,
  )
  const around = await planWrites(output, rendered, { force: false }, files)
  await refuseMixing(around, rendered, files)
  if (write !== 'plan') await carryOut([around, api.plan], files)
  const result: NewServiceResult = {
    schemaVersion: 1,
    command: 'new service',
    name,
    output,
    spec: path,
    example,
    files: around.files.map(({ path, action }) => ({
      path,
      owner: 'yours',
      action: action === 'created' ? 'created' : 'kept',
    })),
    api: { ...api.result, diagnostics: [...api.result.diagnostics, ...shadowed(loaded)] },
    changed: around.dirty || api.plan.dirty,
    written: write !== 'plan',
  }
  return { result, diff: `${diffText(around)}${diffText(api.plan)}` }
}

/** Half of this project and half of another would not run. UserError `file-conflict`. */
async function refuseMixing(
  { folder, files: planned }: WritePlan,
  rendered: readonly GeneratedFile[],
  files: Files,
): Promise<void> {
  if ((await files.readIfThere(`${folder}/src/api/${manifestName}`)) !== undefined) return
  const texts = new Map(rendered.map(({ path, text }) => [path, text]))
  const others = planned.filter(
    ({ path, before }) =>
      /^(package\.json$|tsconfig|src\/|test\/)/.test(path) && (before ?? texts.get(path)) !== texts.get(path),
  )
  if (others.length === 0) return
  const names = others.map(({ path }) => `${folder}/${path}`)
  throw new UserError(
    'file-conflict',
    `Nothing was written, because ${folder} holds another project: ${names.join(', ')}. Choose another folder; new api puts an API into a project that is there.`,
    { where: { file: names[0] ?? folder } },
  )
}

/** The project answers these itself, in front of the API. */
const health = ['/livez', '/readyz']

function shadowed({ api, locate, source: { file } }: LoadedApi): readonly Diagnostic[] {
  return api.operations
    .filter(({ method, path }) => method === 'get' && health.includes(path))
    .map(({ path, pointer }) => ({
      severity: 'warning',
      code: 'path-taken',
      message: `GET ${path} is answered by the service itself. To have the API answer it, take it out of src/app.ts.`,
      file,
      ...locate({ file, pointer }),
      pointer,
    }))
}
