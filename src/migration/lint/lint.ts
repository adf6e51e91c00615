import { UserError } from '../../base/errors.ts'
import { excerpt } from '../../base/text.ts'
import type { Database } from '../../ports/database.ts'
import { looksLikeMysql, type NotSeen } from '../../schema/mysql/read.ts'
import { blankPsqlCommands, refuseCommands } from '../../schema/psql.ts'
import { parseStatements, readComments, type Statement } from '../../schema/statements.ts'
import type { SourceText } from '../../schema/text.ts'
import { actsOf } from '../acts/read.ts'
import { type Hazard, judge } from '../hazards.ts'
import { type Knowledge, nothingKnown } from '../knowledge.ts'
import { handRules, hazardRules, rowRules, suppressionRules } from '../rules/all.ts'
import { situationsOf } from '../situations.ts'
import type { LintedFile } from './files.ts'
import { type PlacedStatement, place } from './place.ts'
import { type Rehearsal, rehearse } from './rehearse.ts'
import { judgeSuppressions, suppress } from './suppress.ts'
import { readSuppressions } from './suppression.ts'

/** A file whose statements are known. */
export interface ParsedFile extends LintedFile {
  readonly statements: readonly Statement[]
}

export interface Linted {
  /** In the order of files and lines. `at.file` and `at.line` are set. */
  readonly findings: readonly Hazard[]
  /** What PostgreSQL has not run, though it was asked. */
  readonly notSeen: readonly NotSeen[]
}

/** UserErrors `bad-sql` and `unsupported` name file and line. */
export async function parseFile(linted: LintedFile): Promise<ParsedFile> {
  const statements = await statementsOf(linted)
  refuseTooMany(statements)
  return { ...linted, statements }
}

/** Each change is judged by all that come with it, which takes minutes for more. Rows that are inserted are not among them. */
const mostActs = 50_000

function refuseTooMany(statements: readonly Statement[]): void {
  let acts = 0
  for (const statement of statements) {
    acts += actsOf(statement).length
    if (acts <= mostActs) continue
    const { file, line } = statement
    const message = `${file}:${line}: more than ${mostActs.toLocaleString('en-US')} changes in one migration are not linted. Divide it.`
    throw new UserError('unsupported', message, { where: { file, line } })
  }
}

const rules = [...hazardRules, ...handRules]
const known = [...rules, ...rowRules].map(({ id }) => id)

/** Judges files in their order. With a database, which holds the schema before the first one, they are run there. */
export async function lint(files: readonly ParsedFile[], database: Database | undefined): Promise<Linted> {
  const findings: Hazard[] = []
  const notSeen: NotSeen[] = []
  let knowledge: Knowledge = nothingKnown()
  let running = database
  for (const file of files) {
    const placed = place(file.statements, file.whole)
    const rehearsal = running && (await rehearse(placed, running))
    if (rehearsal?.refused) {
      notSeen.push(...unseen(rehearsal, placed))
      running = undefined
    }
    const linted = await lintFile(file, placed, rehearsal, knowledge)
    for (const finding of linted.findings) findings.push(finding)
    knowledge = linted.knowledge
  }
  return { findings, notSeen }
}

async function lintFile(
  { file, way, whole, undoes, statements }: ParsedFile,
  placed: readonly PlacedStatement[],
  rehearsal: Rehearsal | undefined,
  before: Knowledge,
): Promise<{ readonly findings: readonly Hazard[]; readonly knowledge: Knowledge }> {
  const undone = undoes === undefined ? [] : (await statementsOf(undoes)).flatMap(actsOf)
  const { situations, knowledge } = situationsOf(
    placed.map((each, index) => ({ ...each, observed: rehearsal?.observed[index] })),
    { way, undone, knowledge: before.afterDeploy((name) => rehearsal?.start.has(name) ?? false) },
  )
  const found = situations.flatMap((situation, index) => {
    const line = statements[index]?.line ?? 1
    return judge(rules, situation).map((hazard) => ({ ...hazard, at: { ...hazard.at, file, line } }))
  })
  const spans = statements.map(({ line: from, sql }) => ({ from, to: from + sql.split('\n').length - 1 }))
  const { kept, judged } = suppress(found, await suppressionsOf(whole), { file, spans, known })
  const findings = [...kept, ...judgeSuppressions(suppressionRules, judged)]
  return { findings: findings.sort((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0)), knowledge }
}

async function suppressionsOf(whole: string) {
  return whole.includes('backwright:')
    ? readSuppressions(await readComments(blankPsqlCommands(withoutMark(whole)).sql))
    : []
}

function unseen({ refused, observed }: Rehearsal, placed: readonly PlacedStatement[]): readonly NotSeen[] {
  if (!refused) return []
  const error = observed.at(-1)?.error
  const left = placed.length - observed.length
  return [
    {
      what: `${refused.file}:${refused.line}: ${excerpt(refused.sql, 80)}${left > 0 ? `, and ${left} more of the file` : ''}`,
      why: `PostgreSQL refuses it: ${excerpt(error?.message ?? '', 300)} (SQLSTATE ${error?.state ?? ''}). From here on, statements are judged by their text alone.`,
    },
  ]
}

async function statementsOf({ text, file }: SourceText): Promise<readonly Statement[]> {
  const { sql, commands } = blankPsqlCommands(withoutMark(text))
  refuseCommands(commands, file)
  if (sql.trim() === '') return []
  try {
    return await parseStatements(sql, file)
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'bad-sql' && looksLikeMysql(sql))) throw error
    const message = `${file}:${error.where.line}: it looks like MySQL or MariaDB. Hazards are known for PostgreSQL only.`
    throw new UserError('unsupported', message, { cause: error, where: error.where })
  }
}

/** A byte order mark is no part of the text. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '')
}
