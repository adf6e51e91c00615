import { UserError } from '../../src/base/errors.ts'
import { type ExitCode, exitCode, worst } from '../../src/base/exit-code.ts'
import type { Finding, Threshold } from '../../src/base/finding.ts'
import { byCodePoint } from '../../src/base/text.ts'
import { type AnalyzeResult, dbAnalyze } from '../../src/commands/db-analyze.ts'
import { analyzeExit } from '../../src/commands/db-analyze-outcome.ts'
import { type CompareResult, dbCompare } from '../../src/commands/db-compare.ts'
import { compareExit } from '../../src/commands/db-compare-outcome.ts'
import type { World } from '../../src/ports/world.ts'
import { lineOf } from '../../src/schema/place.ts'
import { emptySchema, readScript } from '../../src/schema/script.ts'

/** One schema file, against what it was at a commit. */
export interface Review {
  readonly schema: string
  readonly compared: CompareResult
  /** What the rules find in the schema as it is with the change. */
  readonly analyzed: AnalyzeResult
  /** Those of its findings that were there before the change. */
  readonly old: ReadonlySet<Finding>
}

export interface ReviewOptions {
  readonly schema: string
  /** The commit to compare with. */
  readonly base: string
  /** Whether the tables are in use while they are migrated. */
  readonly online: boolean
  /** Where the two scripts go. */
  readonly folder: string
}

/** Compares and analyses, and says of every finding in which line of the file it is. UserErrors: those of both commands. */
export async function review({ schema, base, online, folder }: ReviewOptions, world: World): Promise<Review> {
  const from = (await existsAt(base, schema, world)) ? `git:${base}:${schema}` : emptySchema
  const compared = await dbCompare(
    { from, to: schema, output: `${folder}/${stem(schema)}`, name: name(schema), online, write: 'overwrite' },
    world,
  )
  const analyzed = await dbAnalyze({ source: schema }, world)
  const before =
    from === emptySchema || compared.verdict === 'equal' ? undefined : await dbAnalyze({ source: from }, world)
  const { statements } = await readScript(schema, world)
  const place = <Found extends AnalyzeResult['findings'][number]>(finding: Found): Found => {
    const line = lineOf(finding.at, statements)
    return { ...finding, at: { ...finding.at, file: schema, ...(line !== undefined && { line }) } }
  }
  const known = (before ?? (compared.verdict === 'equal' ? analyzed : undefined))?.findings ?? []
  const findings = analyzed.findings.map(place)
  return {
    schema,
    compared: { ...compared, hazards: compared.hazards.map(place) },
    analyzed: { ...analyzed, findings },
    old: oldOf(findings, known),
  }
}

/** Those of the findings that say the same as one that was known before. */
export function oldOf(findings: readonly Finding[], known: readonly Finding[]): ReadonlySet<Finding> {
  const before = new Set(known.map(identity))
  return new Set(findings.filter((finding) => before.has(identity(finding))))
}

/** A finding is the same when it says the same of the same object, wherever that stands in the file. */
function identity({ rule, at: { file, line, ...object } }: Finding): string {
  return JSON.stringify([rule, Object.entries(object).sort(([a], [b]) => byCodePoint(a, b))])
}

/** A file that the change brings has an empty schema before it. */
async function existsAt(commit: string, path: string, { git }: World): Promise<boolean> {
  try {
    await git.show(commit, path)
    return true
  } catch (error) {
    if (error instanceof UserError && error.code === 'missing-file') return false
    throw error
  }
}

export interface Strictness {
  readonly allow: readonly string[]
  readonly failOn: Threshold
}

/** The exit code of the command line for the same results; what was found before the change fails nothing. */
export function exitOf(review: Review, { allow, failOn }: Strictness): ExitCode {
  if (failOn === 'never') return exitCode.fine
  const found = { ...review.analyzed, findings: [...brought(review)] }
  return worst([compareExit(review.compared, { allow }), analyzeExit(found, failOn)])
}

/** The findings that the change brings. */
export function brought({ analyzed, old }: Review): readonly Finding[] {
  return analyzed.findings.filter((finding) => !old.has(finding))
}

export function notAllowed({ hazards }: CompareResult, allow: readonly string[]): CompareResult['hazards'] {
  return hazards.filter(({ rule }) => !allow.includes(rule))
}

function stem(schema: string): string {
  return schema.replace(/\.sql$/i, '').replace(/[^A-Za-z0-9._-]+/g, '-')
}

/** What a migration may be called, as on the command line. */
function name(schema: string): string {
  const file = stem(schema.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9_-]+/g, '-')
  return /^[A-Za-z0-9]/.test(file) ? file.slice(0, 100) : 'schema'
}
