import type { Api } from '../../openapi/api.ts'
import type { Templates } from '../../ports/files.ts'
import { renderTemplate } from '../../writing/template.ts'
import { directSchemas } from '../direction.ts'
import type { Framework } from '../framework.ts'
import { printValue } from '../print-value.ts'
import type { Context } from '../request/parameter-samples.ts'
import { viewsOf } from '../request/view.ts'
import { casesOf, type OperationCases } from './cases.ts'
import { printCases } from './print.ts'

/** What the written suite imports beyond what the server does. */
export const suiteDevDependencies = { vitest: '^4.1.0' }

/** The tests of every operation, and what cannot be tested. */
export interface Suite {
  /** Path → text, without the first line of a generated file. */
  readonly texts: ReadonlyMap<string, string>
  /** How many tests there are, those that are skipped included. */
  readonly tests: number
  readonly skipped: readonly { readonly operation: string; readonly why: string }[]
}

/** The names that the tests of a tag may use. */
const words = ['bytes', 'bytesOf', 'form', 'json', 'multipart', 'operation', 'sampleFile', 'text']

/** Api → a suite that calls the server of a framework over HTTP. The same Api gives the same bytes. */
export async function suiteOf(api: Api, framework: Framework, templates: Templates): Promise<Suite> {
  const directed = directSchemas(api)
  const context: Context = { api, directed, views: viewsOf(directed) }
  const cases = api.operations.map((operation) => casesOf(operation, context))
  const read = (name: string): Promise<string> => templates.read(`scaffold/tests/${name}`)
  const [ofTag, ofApi] = [await read('cases.ts.hbs'), await read('api.test.ts.hbs')]
  const names = printValue(api.operations.map(({ name }) => name))
  const texts = new Map([
    ['tests/contract.ts', await read('contract.ts')],
    ['tests/request.ts', await read('request.ts')],
    ['tests/server.ts', renderTemplate(await read('server.ts.hbs'), { names })],
    ['tests/start.ts', await read(`${framework.name}.ts`)],
  ])
  const tags = [...new Set(api.operations.map((operation) => operation.tag))]
  // One file that vitest runs: it loads a file's imports anew for each, and this one's are the whole server.
  texts.set('tests/api.test.ts', renderTemplate(ofApi, { tags }))
  for (const tag of tags) {
    const own = cases.filter(({ operation }) => operation.tag === tag)
    texts.set(`tests/${tag}.cases.ts`, renderTemplate(ofTag, tagView(own)))
  }
  return { texts, tests: cases.reduce((sum, one) => sum + sizeOf(one), 0), skipped: cases.flatMap(skippedOf) }
}

function tagView(cases: readonly OperationCases[]): object {
  const statements = cases.map(printCases)
  // What is quoted may be spelled like one of them.
  const code = statements.join('\n').replace(/'[^'\n]*'|"(?:\\.|[^"\\\n])*"/g, '')
  const used = words.filter((word) => new RegExp(`\\b${word}\\b(?!:)`).test(code))
  return { imports: used.join(', '), statements: statements.join('\n\n') }
}

function sizeOf({ takes, refuses, skips }: OperationCases): number {
  return takes.length + refuses.length + skips.length
}

function skippedOf({ operation, skips }: OperationCases) {
  return skips.map((why) => ({ operation: operation.name, why }))
}
