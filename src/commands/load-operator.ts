import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { exitCode } from '../base/exit-code.ts'
import type { Outcome } from '../base/outcome.ts'
import { shellWord } from '../base/shell.ts'
import { maskSecrets } from '../base/text.ts'
import { runBytes } from '../load/memory.ts'
import { refuseIdle } from '../load/segment.ts'
import type { TextFile } from '../ports/files.ts'
import type { World } from '../ports/world.ts'
import type { LoadOptions } from './load.ts'
import { loadPlan, refuseCut } from './load-plan.ts'
import { type OperatorRun, operatorManifests } from './operator-manifests.ts'

export interface LoadOperatorOptions {
  readonly load: LoadOptions
  /** Of the TestRun and its ConfigMap. */
  readonly name: string
  readonly runners: number
  /** A Secret whose key `headers` has them as a JSON object. */
  readonly headersFrom?: string | undefined
  readonly output: string
  readonly overwrite: boolean
  readonly apply: boolean
}

export const loadOperatorResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('load'),
  on: z.literal('k6-operator'),
  name: z.string(),
  runners: z.number(),
  files: z.array(z.string()),
  /** Whether kubectl has applied them. */
  applied: z.boolean(),
  /** The commands that lead to a verdict from here. */
  next: z.array(z.string()),
})
export type LoadOperatorResult = z.infer<typeof loadOperatorResultSchema>

/** What etcd takes as one object, with room for all but the archive. */
const mostArchiveBytes = 1_000_000

/** Writes a load as manifests for the k6-operator, and has kubectl apply them. UserErrors: `bad-option`, `bad-input`, `file-exists`, `no-k6`, `tool-failed`. */
export async function loadOperator(
  options: LoadOperatorOptions,
  { k6, kubernetes, files, log }: Pick<World, 'k6' | 'kubernetes' | 'files' | 'log'>,
): Promise<LoadOperatorResult> {
  const { load, name, runners, headersFrom, output, overwrite, apply } = options
  refuseCut(load, '--on')
  refuseUnfit(load)
  const plan = loadPlan(load)
  const segment = { index: 1, of: runners }
  refuseIdle(plan.shape, segment)
  const binary = await k6.install(log)
  const archive = await k6.archive(binary, plan)
  if (archive.length > mostArchiveBytes) {
    throw new UserError(
      'bad-option',
      'The body is too large: a ConfigMap of Kubernetes holds 1 MiB with all. Send a smaller one.',
    )
  }
  const run: OperatorRun = { name, runners, archive, headersFrom, version: binary.version }
  const manifests = operatorManifests({ ...run, memoryBytes: runBytes({ ...plan, segment }) })
  const texts = Object.entries(manifests).map(([file, manifest]): TextFile => {
    return { path: `${output}/${file}`, text: `${JSON.stringify(manifest, null, 2)}\n` }
  })
  await write(texts, overwrite, files)
  if (apply) log.info(await kubernetes.apply(output))
  return {
    schemaVersion: 1,
    command: 'load',
    on: 'k6-operator',
    name,
    runners,
    files: texts.map(({ path }) => path),
    applied: apply,
    next: [...(apply ? [] : [`kubectl apply -f ${shellWord(output)}`]), ...nextSteps(options)],
  }
}

/** What would lie open in a ConfigMap, or is said elsewhere. */
function refuseUnfit({
  url,
  data,
  segment,
  headers,
  gates,
  gatesFile,
  production,
  extensions = [],
}: LoadOptions): void {
  const mistake = (message: string) => new UserError('bad-option', message)
  if (data !== undefined)
    throw mistake('Data would lie open in a ConfigMap. Leave --data out, or share the load with --segment.')
  if (extensions.length > 0) throw mistake('The pods have a k6 of their own, without extensions. Leave --with out.')
  if (segment)
    throw mistake('The k6-operator makes the segments itself. Leave out --segment, and say how many with --runners.')
  if (gates.length > 0 || gatesFile !== undefined || production) {
    throw mistake(
      'Gates are judged when the runs are merged. Leave them out here, and give them to backwright load merge.',
    )
  }
  if (headers.length > 0) {
    const how = `kubectl create secret generic load-headers --from-literal=headers='{"Name":"value"}'`
    throw mistake(
      `A header would lie open in a ConfigMap. Put it into a Secret, with ${how}, and say --headers-from load-headers.`,
    )
  }
  if (maskSecrets(url) !== url)
    throw mistake('The address has a password or a key in it, which would lie open in a ConfigMap.')
}

async function write(texts: readonly TextFile[], overwrite: boolean, files: World['files']): Promise<void> {
  if (overwrite) return files.writeAll(texts)
  const there = await files.createAll(texts)
  if (there === undefined) return
  throw new UserError('file-exists', `${there} exists already. Choose another folder, or overwrite it with --force.`, {
    where: { file: there },
  })
}

function nextSteps({ name, output }: LoadOperatorOptions): readonly string[] {
  return [
    `kubectl wait --for=jsonpath='{.status.stage}'=finished --timeout=2h testrun/${name}`,
    `kubectl logs -l k6_cr=${name},runner=true --tail=-1 --max-log-requests=100 > runs.log`,
    "backwright load merge runs.log --gate 'p99<200'",
    `kubectl delete -f ${shellWord(output)}`,
  ]
}

/** How it ended, for the edges. */
export function loadOperatorOutcome(result: LoadOperatorResult): Outcome {
  const { files, applied, next, runners } = result
  const lines = [...files.map((file) => `Wrote ${file}`), ...(applied ? ['kubectl has applied them.'] : [])]
  return {
    exit: exitCode.fine,
    json: result,
    text: () => [...lines, '', `Next, for ${runners} runners:`, ...next.map((step) => `  ${step}`)].join('\n'),
  }
}
