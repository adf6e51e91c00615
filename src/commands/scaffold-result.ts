import { z } from 'zod'
import { excerpt } from '../base/text.ts'
import type { Api } from '../openapi/api.ts'
import { type Diagnostic, diagnosticSchema } from '../openapi/diagnostic.ts'
import type { LoadedApi } from '../openapi/load.ts'
import { envelopes } from '../scaffold/envelope.ts'
import { handlerPath } from '../scaffold/generate.ts'
import { answersExample, isUnwritten } from '../scaffold/handler-file.ts'
import type { SampleAnswer } from '../scaffold/sample/answer.ts'
import { displaced } from '../writing/displaced.ts'
import { namedFiles, type WritePlan } from '../writing/plan.ts'

const packages = z.record(z.string(), z.string())

export const scaffoldResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('scaffold'),
  framework: z.string(),
  output: z.string(),
  /** What is around JSON bodies on the wire; with `always`, `openapi.yaml` says so too. */
  envelope: z.enum(envelopes),
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
      /** Whether its handler answers an example until then, and not 501. */
      answersExample: z.boolean(),
      /** Why its handler, written in this run, answers 501 although `--stubs examples` asked for an example. */
      noExample: z.string().optional(),
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
      /** The handler that answers the operation of an orphan, which has another name or tag now. */
      replacedBy: z.string().optional(),
    }),
  ),
  /** Whether the run changed anything, or would have. */
  changed: z.boolean(),
  /** Whether the files are on disk. */
  written: z.boolean(),
  /** Package → range: what the output imports. */
  dependencies: packages,
  devDependencies: packages,
  /** With `--tests`: how many there are, and which of them are skipped, by the name of the operation. */
  tests: z
    .object({ total: z.number(), skipped: z.array(z.object({ operation: z.string(), why: z.string() })) })
    .optional(),
  diagnostics: z.array(diagnosticSchema),
})
export type ScaffoldResult = z.infer<typeof scaffoldResultSchema>

/** The answers of the handlers that this run writes: of the others nothing is said, for they are yours. */
export function newAnswers(
  api: Api,
  { files }: WritePlan,
  answers: ReadonlyMap<string, SampleAnswer>,
): ReadonlyMap<string, SampleAnswer> {
  const created = new Set(files.filter(({ action }) => action === 'created').map(({ path }) => path))
  const names = new Set(api.operations.filter((one) => created.has(handlerPath(one))).map(({ name }) => name))
  return new Map([...answers].filter(([name]) => names.has(name)))
}

export function filesOf(plan: WritePlan): ScaffoldResult['files'] {
  const nowOf = new Map(displaced(plan).map(({ file, now }) => [file, now]))
  return namedFiles(plan).map((file) => {
    const { path, owner, action, remove } = file
    const replacedBy = action === 'orphaned' ? nowOf.get(file) : undefined
    return {
      path,
      owner,
      action,
      ...(remove !== undefined && { removed: remove }),
      ...(replacedBy !== undefined && { replacedBy }),
    }
  })
}

/** Handlers that a run leaves as they are, and that answer another operation from then on. */
export function takenHandlers(plan: WritePlan): readonly Diagnostic[] {
  return displaced(plan)
    .filter(({ file }) => file.action === 'kept')
    .map(({ file: { path, about, wasAbout }, now }) => ({
      severity: 'warning',
      code: 'handler-taken',
      message: `It was written for ${excerpt(`${wasAbout}`)} and answers ${excerpt(`${about}`)} now, because of the operationIds. ${excerpt(`${wasAbout}`)} is answered by ${now}: move the code there, or change an operationId.`,
      file: `${plan.folder}/${path}`,
      line: 1,
      column: 1,
      pointer: '',
    }))
}

/** Each example that its own schema refuses, once however many answers would have used it. */
export function refusedExamples(
  fresh: ReadonlyMap<string, SampleAnswer>,
  locate: LoadedApi['locate'],
): readonly Diagnostic[] {
  const refused = [...fresh.values()].flatMap((answer) => answer.refused)
  const places = new Map(refused.map((example) => [`${example.file}#${example.pointer}`, example]))
  return [...places.values()].map((example) => ({
    severity: 'warning',
    code: 'bad-example',
    message: `The schema refuses its own example ${excerpt(JSON.stringify(example.value))}, which is passed over.`,
    file: example.file,
    ...locate(example),
    pointer: example.pointer,
  }))
}

export function operations(
  api: Api,
  { files }: WritePlan,
  fresh: ReadonlyMap<string, SampleAnswer>,
): ScaffoldResult['operations'] {
  const texts = new Map(files.map(({ path, before, text = before }) => [path, text]))
  return api.operations.map((operation) => {
    const handler = handlerPath(operation)
    const text = texts.get(handler)
    const { method, path, operationId, tag, name } = operation
    const answer = fresh.get(name)
    return {
      method: method.toUpperCase(),
      path,
      ...(operationId !== undefined && { operationId }),
      tag,
      name,
      ...(text !== undefined && { handler }),
      implemented: text !== undefined && !isUnwritten(text),
      answersExample: text !== undefined && answersExample(text),
      ...(answer && 'why' in answer && { noExample: answer.why }),
    }
  })
}
