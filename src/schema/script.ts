import { UserError } from '../base/errors.ts'
import { statementsOf } from './includes.ts'
import { looksLikeMysql } from './mysql/read.ts'
import type { Statement } from './statements.ts'
import { readTexts, type SourceText, type TextWorld } from './text.ts'
import { callsOf, fieldsOf } from './tree.ts'

/** A schema as text: the statements that make it, and what they need from the database beforehand. */
export interface Script {
  /** What the user calls it. */
  readonly file: string
  readonly statements: readonly Statement[]
  readonly extensions: readonly string[]
  /** Roles that are named but not created: owners and grantees of a dump. */
  readonly roles: readonly string[]
  /** The major version of the server that it was read from; undefined for a text. */
  readonly major?: number
  /** What that server holds, as its own catalogs name it; undefined for a text. */
  readonly objects?: readonly string[]
}

/** The source that stands for a schema before its first migration. */
export const emptySchema = 'empty:'

/** Reads SQL of PostgreSQL. UserErrors: those of `readText`, and `bad-sql`, `empty-input`, `unsupported`. */
export async function readScript(source: string, world: TextWorld): Promise<Script> {
  if (source === emptySchema) return { file: source, statements: [], extensions: [], roles: [] }
  const texts = await readTexts(source, world)
  try {
    return await parseScript(texts, source)
  } catch (error) {
    const mysql = texts.some(({ text }) => looksLikeMysql(text))
    if (!(error instanceof UserError && error.code === 'bad-sql' && mysql)) throw error
    const message = `${source} looks like MySQL or MariaDB. Nothing about it can be proved without a server of that kind; \`db analyze\` reads it.`
    throw new UserError('unsupported', message, { cause: error, where: { file: source } })
  }
}

/** The texts of a source, one after the other, as one schema. `source` is what the user calls it. */
export async function parseScript(texts: readonly SourceText[], source: string): Promise<Script> {
  const all: Statement[] = []
  for (const text of texts) {
    if (all.length > 0) all.push({ ...freshSession, file: text.file })
    // One by one: a dump has more statements than a call has room for arguments.
    for (const statement of await statementsOf(text)) all.push(statement)
  }
  for (const statement of all) refuseDangerous(statement)
  const statements = all.filter((statement) => !skipped.has(statement.kind) && !isAside(statement))
  if (!statements.some(({ kind }) => makesObjects.test(kind))) {
    throw new UserError(
      'empty-input',
      `${source} creates nothing: no CREATE statement was found in it. Is it the right file?`,
      { where: { file: source } },
    )
  }
  return {
    file: source,
    statements,
    extensions: statements.filter(({ kind }) => kind === 'CreateExtensionStmt').map(({ tree }) => String(tree.extname)),
    roles: missingRoles(statements),
  }
}

/** Each file begins as if it were alone: a dump leaves an empty search_path behind, and the next migration would find no schema. */
const freshSession = { sql: 'RESET ALL', line: 1, start: 0, kind: 'VariableSetStmt', tree: {} } as const

/**
 * What a scratch database has no use for: the rows of COPY (blanked out before), transactions (every statement stands alone, so that
 * a failing one is known), and databases, because the scratch database stands for the one that the file connects to.
 * INSERT and UPDATE do run: a history of migrations may need its own rows on the way.
 */
const skipped = new Set([
  'CopyStmt',
  'TransactionStmt',
  'CreatedbStmt',
  'DropdbStmt',
  'AlterDatabaseStmt',
  'AlterDatabaseSetStmt',
])

/** What a dump says of the database itself, which the scratch database stands for, and of large objects, which are data. */
const asideObjects = new Set(['OBJECT_DATABASE', 'OBJECT_LARGEOBJECT'])
const largeObjectCalls = new Set(['lo_create', 'lo_open', 'lowrite', 'lo_close', 'lo_unlink'])

function isAside({ kind, tree }: Statement): boolean {
  const object = String(tree.objtype ?? tree.objectType ?? tree.renameType ?? '')
  if (asideObjects.has(object) && kind !== 'AlterDefaultPrivilegesStmt') return true
  if (kind !== 'SelectStmt') return false
  const calls = [...callsOf(tree)]
  return calls.length > 0 && calls.every((name) => largeObjectCalls.has(name))
}

const makesObjects = /^(Create|Define|IndexStmt|ViewStmt|CompositeTypeStmt|DoStmt)/

function refuseDangerous({ kind, tree, file, line }: Statement): void {
  if (kind === 'CopyStmt' && tree.is_program === true) {
    throw new UserError(
      'unsupported',
      `${file}:${line}: COPY … PROGRAM runs a program on the server; it is not run here. Remove the statement.`,
      { where: { file, line } },
    )
  }
}

/** The roles that statements name and do not create, sorted. */
export function missingRoles(statements: readonly Statement[]): readonly string[] {
  const created = createdRoles(statements)
  return namedRoles(statements).filter((role) => !created.has(role))
}

/** The roles that CREATE ROLE makes, and its older forms. */
export function createdRoles(statements: readonly Statement[]): ReadonlySet<string> {
  return new Set(statements.filter(({ kind }) => kind === 'CreateRoleStmt').map(({ tree }) => String(tree.role)))
}

/** The roles that DO blocks say CREATE ROLE of, most often after a look whether they are there. Whether they do make them, only running tells. */
export function rolesOfBlocks(statements: readonly Statement[]): ReadonlySet<string> {
  const bodies = statements.filter(({ kind }) => kind === 'DoStmt').map(({ sql }) => sql)
  const names = bodies.flatMap((body) => [...body.matchAll(creation)])
  return new Set(
    names.map(([, quoted, plain]) => (quoted ? quoted.replaceAll('""', '"') : String(plain).toLowerCase())),
  )
}

const creation = /\bCREATE\s+(?:ROLE|USER|GROUP)\s+(?!MAPPING\b)(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))/giu

/** The roles that statements name in any way, sorted. */
export function namedRoles(statements: readonly Statement[]): readonly string[] {
  return [...new Set(statements.flatMap(({ tree }) => [...roleNames(tree)]))].sort()
}

function* roleNames(node: unknown): Iterable<string> {
  for (const [key, value] of fieldsOf(node)) if (isRole(key, value)) yield value.rolename
}

const roleKeys = new Set(['RoleSpec', 'newowner', 'owner', 'authrole', 'grantor'])

function isRole(key: string, value: unknown): value is { readonly rolename: string } {
  return roleKeys.has(key) && typeof (value as { rolename?: unknown } | null)?.rolename === 'string'
}
