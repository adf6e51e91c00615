import { UserError } from '../base/errors.ts'
import { type LoadedApi, loadApi } from '../openapi/load.ts'
import type { World } from '../ports/world.ts'
import { exampleDocument } from '../scaffold/project/example.ts'

type DocumentWorld = Pick<World, 'files' | 'input' | 'network' | 'templates'>

/** The document of a project. */
export interface ProjectDocument {
  /** Relative to the project. */
  readonly path: string
  readonly loaded: LoadedApi
  /** Whether it is our example. */
  readonly example: boolean
  /** Whether it lies in the project already. */
  readonly there: boolean
}

const usual = ['openapi.yaml', 'openapi.json']

/** The document that is asked for, that of the project as it is, or our example. UserErrors as of `loadApi`, and what `copied` and `inside` refuse. */
export async function projectDocument(
  spec: string | undefined,
  folder: string,
  world: DocumentWorld,
): Promise<ProjectDocument> {
  if (spec === undefined) return ownDocument(folder, world)
  const within = spec === '-' ? undefined : relative(folder, spec)
  const loaded = await loadApi(spec, world, { allowRemote: false })
  return within === undefined ? copied(spec, folder, loaded, world) : inside(within, loaded)
}

async function ownDocument(folder: string, world: DocumentWorld): Promise<ProjectDocument> {
  const example = await exampleDocument(world.templates)
  for (const path of usual) {
    const text = await world.files.readIfThere(`${folder}/${path}`)
    if (text === undefined) continue
    const loaded = await loadApi(`${folder}/${path}`, world, { allowRemote: false })
    return { path, loaded, example: text === example, there: true }
  }
  const loaded = await loadApi('-', { ...world, input: async () => example }, { allowRemote: false })
  return { path: 'openapi.yaml', loaded, example: true, there: false }
}

/** The path becomes part of a script in package.json, which every shell has to read as it is written. */
function inside(path: string, loaded: LoadedApi): ProjectDocument {
  if (/^[\w.][\w./-]*$/.test(path)) return { path, loaded, example: false, there: true }
  throw new UserError(
    'bad-option',
    `${JSON.stringify(path)} would need quotes in a script. Give the document a path of letters, digits, dots and hyphens.`,
    { where: { file: path } },
  )
}

/** A document from elsewhere is copied, so that the project can be built and checked wherever it is. */
async function copied(
  spec: string,
  folder: string,
  loaded: LoadedApi,
  { files }: DocumentWorld,
): Promise<ProjectDocument> {
  const { text, others } = loaded.source
  if (others.length > 0) {
    throw new UserError(
      'unsupported',
      `${spec} refers to other files (${others.slice(0, 3).join(', ')}${others.length > 3 ? ', …' : ''}). Put all of them into ${folder}, and give the path there with --spec.`,
      { where: { file: spec } },
    )
  }
  const path = text.trimStart().startsWith('{') ? 'openapi.json' : 'openapi.yaml'
  const before = await files.readIfThere(`${folder}/${path}`)
  if (before === undefined || before === text) return { path, loaded, example: false, there: before !== undefined }
  throw new UserError(
    'file-conflict',
    `Nothing was written, because ${folder}/${path} is there and is another document than ${spec}. Leave --spec out to go on with it, or replace it by hand.`,
    { where: { file: `${folder}/${path}` } },
  )
}

/** The path from a folder to what is in it; undefined for what is elsewhere, as far as the paths tell. */
function relative(folder: string, path: string): string | undefined {
  const [outer, inner] = [segments(folder), segments(path)]
  const rest = inner.slice(outer.length)
  const leads = isAbsolute(folder) === isAbsolute(path) && outer.every((segment, index) => inner[index] === segment)
  return leads && rest.length > 0 && rest[0] !== '..' ? rest.join('/') : undefined
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/')
}

function segments(path: string): readonly string[] {
  const done: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..' && done.length > 0 && done.at(-1) !== '..') done.pop()
    else if (segment !== '.' && segment !== '') done.push(segment)
  }
  return done
}
