import type { Api } from '../../openapi/api.ts'
import type { Templates } from '../../ports/files.ts'
import type { GeneratedFile } from '../../writing/plan.ts'
import { literal, renderTemplate } from '../../writing/template.ts'
import { isProtected, secretHeaders } from './credentials.ts'
import { bareName } from './name.ts'
import { packageJson } from './package-json.ts'
import { probes } from './probe.ts'

export interface ProjectOptions {
  readonly name: string
  /** Its name, which is that of its template too, and its title. */
  readonly framework: { readonly name: string; readonly title: string }
  /** The API description, relative to the project; its name needs no quotes in any shell. */
  readonly document: string
  /** Whether the document is our example, whose handlers are written. */
  readonly example: boolean
  /** The majors of actions that workflows use. */
  readonly actions: { readonly checkout: string; readonly setupNode: string }
}

/** As they stand in templates/service, by their place in the project. npm leaves out of packages what is called .gitignore. */
const fixed: Readonly<Record<string, string>> = {
  '.dockerignore': 'dockerignore',
  '.gitignore': 'gitignore',
  Dockerfile: 'Dockerfile',
  'src/envelope.ts': 'src/envelope.ts',
  'src/main.ts': 'src/main.ts',
  'src/readiness.ts': 'src/readiness.ts',
  'src/request-id.ts': 'src/request-id.ts',
  'src/shutdown.ts': 'src/shutdown.ts',
  'test/server.test.ts': 'test/server.test.ts',
  'test/shutdown.test.ts': 'test/shutdown.test.ts',
  'tsconfig.build.json': 'tsconfig.build.json',
  'tsconfig.json': 'tsconfig.json',
}

const filledIn: Readonly<Record<string, string>> = {
  '.env.example': 'env.example.hbs',
  '.github/workflows/ci.yml': 'ci.yml.hbs',
  'README.md': 'README.md.hbs',
  'src/config.ts': 'src/config.ts.hbs',
  'src/logger.ts': 'src/logger.ts.hbs',
  'src/server.ts': 'src/server.ts.hbs',
  'test/config.test.ts': 'test/config.test.ts.hbs',
  'test/start.ts': 'test/start.ts.hbs',
}

const ofExample: Readonly<Record<string, string>> = {
  'src/notes.ts': 'example/notes.ts',
  'test/notes.test.ts': 'example/notes.test.ts',
}

/** How the parts of a server are called under each framework. */
const words: Readonly<Record<string, object>> = {
  express: { createApp: 'createApp', listener: 'app', close: [] },
  fastify: { createApp: 'await createApp', listener: 'app.routing', close: ['await app.close()'] },
  koa: { createApp: 'createApp', listener: 'app.callback()', close: [] },
}

/** All of a service but its API and the document, in memory. All of it is the user's. */
export async function projectFiles(
  api: Api,
  options: ProjectOptions,
  templates: Templates,
): Promise<readonly GeneratedFile[]> {
  const { framework, example } = options
  const protects = api.operations.some(isProtected)
  const probed = probes(api)
  const values = { ...view(api, options, protects), ...probed }
  const read = (name: string) => templates.read(`service/${name}`)
  const hasProbe = Object.values(probed).some((list) => list.length > 0)
  const copies = {
    ...fixed,
    ...(protects && { 'src/auth.ts': 'src/auth.ts' }),
    ...(framework.name === 'koa' && { 'src/client-key.ts': 'src/client-key.ts' }),
    ...(example && ofExample),
  }
  const rendered = {
    ...filledIn,
    'src/app.ts': `src/${framework.name}.ts.hbs`,
    ...(hasProbe && { 'test/api.test.ts': 'test/api.test.ts.hbs' }),
  }
  const texts = new Map([['package.json', packageJson({ ...options, framework: framework.name })]])
  for (const [path, name] of Object.entries(copies)) texts.set(path, await read(name))
  for (const [path, name] of Object.entries(rendered)) texts.set(path, renderTemplate(await read(name), values))
  return [...texts].map(([path, text]) => ({ path, text, owner: 'yours' }))
}

/** What the templates are filled with; an optional part is a list of one or none, because templates decide nothing. */
function view(api: Api, { name, framework, document, actions }: ProjectOptions, protects: boolean): object {
  return {
    ...actions,
    ...words[framework.name],
    name,
    image: bareName(name),
    title: framework.title,
    document,
    auth: protects ? [true] : [],
    secretHeaders: `[${secretHeaders(api).map(literal).join(', ')}]`,
  }
}
