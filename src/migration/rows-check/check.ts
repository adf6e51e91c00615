import { type Database, SqlError } from '../../ports/database.ts'
import { ident } from '../../schema/sql.ts'
import { parseStatements } from '../../schema/statements.ts'
import type { Step } from '../delta.ts'
import type { Stop } from '../rows/journey.ts'
import { type MadeNames, noteNames, nothingMade } from './made-names.ts'
import { type Question, questionsOf } from './questions.ts'

/** Rows of a database that a statement of the way there would stop at. */
export interface Broken {
  readonly way: 'up'
  readonly step: Step
  readonly table: string
  /** How many. */
  readonly rows: number
  /** What they do, as the end of a sentence. */
  readonly what: string
}

export interface RowsCheck {
  /** What was asked, with the answers. */
  readonly counts: readonly Omit<Broken, 'way'>[]
  readonly notSeen: readonly { readonly what: string; readonly why: string }[]
}

export interface RowsPlaces {
  /** A database in the state to come. */
  readonly wanted: Database
  /** The one whose rows are counted. It is only read. */
  readonly rows: Database
}

/** Counts the rows of a database that the statements of the way there would stop at. Values are never read, counts only. */
export async function checkRows(steps: readonly Step[], { wanted, rows }: RowsPlaces): Promise<RowsCheck> {
  const counts: RowsCheck['counts'][number][] = []
  const notSeen: RowsCheck['notSeen'][number][] = []
  // Qualified names in what the catalog says; and no policy may hide a row.
  await wanted.exec("SET search_path = ''")
  await rows.exec('SET row_security = off')
  let made = nothingMade
  for (const step of steps) {
    for (const statement of await parseStatements(step.sql, 'the migration')) {
      made = noteNames(made, statement)
      for (const question of await questionsOf({ step, statement, made, wanted, rows })) {
        if (made.tables.has(question.table)) continue
        const { table, what } = question
        const answer = await ask(question, made, rows)
        if (typeof answer === 'number') counts.push({ step, table, rows: answer, what })
        else notSeen.push({ what: `${table}: rows that ${what}`, why: answer.why })
      }
    }
  }
  await wanted.exec('RESET search_path')
  return { counts, notSeen: notSeen.filter(({ what }, at) => notSeen.findIndex((other) => other.what === what) === at) }
}

async function ask(
  question: Question,
  made: MadeNames,
  database: Database,
): Promise<number | { readonly why: string }> {
  const table = made.renamedTables.get(question.table) ?? question.table
  const renamed = made.renamedColumns.get(question.table)
  const columns = [...(renamed ?? [])].map(([next, now]) => `, ${ident(now)} AS ${ident(next)}`).join('')
  const source = renamed ? `(SELECT *, tableoid, ctid${columns} FROM ${table})` : table
  try {
    if (question.prepare) await database.exec(question.prepare(source))
    const [row] = await database.queryArrays(question.sql(source))
    return Number(row?.[0])
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    return { why: reason(error) }
  }
}

const reasons: Readonly<Record<string, string>> = {
  '42P01': 'the table, or one that it refers to, is not there',
  '3F000': 'its schema is not there',
  '42703': 'a column that it is about is not there',
  '42704': 'a type that it is about is not there',
  '42883': 'a function that it needs is not there',
  '42501': 'permission is denied',
  '57014': 'counting takes too long',
  '55P03': 'the table is locked',
}

/** Never PostgreSQL's own words: they may tell a value of a row. */
function reason({ state }: SqlError): string {
  return reasons[state] ?? `PostgreSQL cannot count them (SQLSTATE ${state})`
}

/** The stops of generated rows, corrected by rows that are there: what was counted replaces what was tried. */
export function stopsByRows(stops: readonly Stop[], { counts }: RowsCheck): readonly (Stop | Broken)[] {
  const answered = new Set(counts.map(({ step }) => step.sql))
  const broken = counts.filter(
    ({ rows, table, what }, at) =>
      rows > 0 && counts.findIndex((other) => other.table === table && other.what === what) === at,
  )
  return [
    ...broken.map((count) => ({ way: 'up' as const, ...count })),
    ...stops.filter(({ way, step }) => way === 'down' || !answered.has(step.sql)),
  ]
}
