import ddl from 'sql-ddl-to-json-schema'
import { UserError } from '../../base/errors.ts'
import { excerpt } from '../../base/text.ts'
import type { ForeignKey, Index, Schema, Table } from '../model.ts'
import { type MysqlStatement, mysqlStatements } from './statements.ts'

/** Something of the source that no rule has seen, and why. */
export interface NotSeen {
  readonly what: string
  readonly why: string
}

export interface MysqlSchema {
  readonly schema: Schema
  readonly notSeen: readonly NotSeen[]
}

type ParsedTable = ReturnType<InstanceType<typeof ddl.Parser>['toCompactJson']>[number]

/** Whether a script that PostgreSQL cannot parse has the marks of MySQL or MariaDB. */
export function looksLikeMysql(text: string): boolean {
  return /\b(?:TABLE|EXISTS|INTO|DATABASE)\s+`|\)\s*ENGINE\s*=|\bAUTO_INCREMENT\b|^\s*\/\*!\d{5}/im.test(text)
}

/** The tables of a MySQL or MariaDB script. What the parser does not know is named with its line. UserError `empty-input`. */
export function readMysql(text: string, file: string): MysqlSchema {
  const relevant = mysqlStatements(text).filter(({ sql }) => !withoutEffect.test(sql))
  const notSeen: NotSeen[] = []
  const understood = relevant.filter((statement) => {
    const problem = syntaxProblem(statement)
    if (problem) notSeen.push({ what: `${file}:${statement.line}: ${excerpt(statement.sql, 80)}`, why: problem })
    return !problem
  })
  const tables = fold(understood)
  if (tables.length === 0) {
    const first = notSeen[0] ? ` The first statement that was not understood: ${notSeen[0].what}.` : ''
    throw new UserError('empty-input', `${file} makes no table that could be read as MySQL or MariaDB.${first}`, {
      where: { file },
    })
  }
  return { schema: { tables: tables.map(table) }, notSeen }
}

/** Rows, sessions and drops of what a dump makes anew say nothing of the schema. */
const withoutEffect =
  /^(INSERT|REPLACE|UPDATE|DELETE|TRUNCATE|LOCK|UNLOCK|SET|USE|START|BEGIN|COMMIT|ROLLBACK|ANALYZE|OPTIMIZE|GRANT|REVOKE|FLUSH|SELECT|CALL|SHOW|(CREATE|DROP|ALTER) (DATABASE|SCHEMA|USER|ROLE))\b/i

/** Each statement is tried alone, so that one that is not understood does not hide the rest. */
function syntaxProblem(statement: MysqlStatement): string | undefined {
  try {
    parse([statement])
    return undefined
  } catch {
    return 'The MySQL parser does not know this statement, or a part of it.'
  }
}

function fold(statements: readonly MysqlStatement[]): readonly ParsedTable[] {
  return new ddl.Parser('mysql').toCompactJson(parse(statements))
}

function parse(statements: readonly MysqlStatement[]) {
  // Without the closing semicolon the parser silently sees nothing.
  return new ddl.Parser('mysql').feed(statements.map(({ sql }) => `${sql};\n`).join('')).results
}

function table(parsed: ParsedTable): Table {
  const foreignKeys = (parsed.foreignKeys ?? []).map((key, number) => foreignKey(parsed.name, key, number))
  const named = [...(parsed.uniqueKeys ?? []).map(uniqueIndex), ...(parsed.indexes ?? []).map(plainIndex)]
  return {
    schema: '',
    name: parsed.name,
    partition: false,
    partitioned: false,
    columns: (parsed.columns ?? []).map(({ name, type, options }) => ({
      name,
      type: type.datatype,
      nullable: options?.nullable ?? true,
    })),
    primaryKey: parsed.primaryKey && { name: 'PRIMARY', columns: columnNames(parsed.primaryKey.columns ?? []) },
    foreignKeys,
    indexes: [...named, ...foreignKeys.filter((key) => !named.some((index) => leads(index, key))).map(ownIndex)],
  }
}

type Columns = readonly { readonly column?: string | undefined; readonly length?: number | undefined }[]

function columnNames(columns: Columns): readonly string[] {
  return columns.map(({ column }) => column ?? '')
}

function foreignKey(name: string, key: NonNullable<ParsedTable['foreignKeys']>[number], number: number): ForeignKey {
  const { table: to, columns } = key.reference
  return {
    name: key.name ?? `${name}_ibfk_${number + 1}`,
    columns: columnNames(key.columns),
    references: { schema: '', table: to, columns: columnNames(columns ?? []) },
  }
}

type Key = { readonly name?: string; readonly columns: Columns }

function uniqueIndex(key: Key): Index {
  // The parser gives a unique key the length of its column, so a length says nothing here.
  return index(key, true, columnNames(key.columns).join())
}

function plainIndex(key: Key): Index {
  return index(key, false, key.columns.map(({ column, length }) => `${column}(${length ?? ''})`).join())
}

function index({ name, columns }: Key, unique: boolean, work: string): Index {
  return {
    name: name ?? columns[0]?.column ?? '',
    columns: columnNames(columns),
    unique,
    valid: true,
    method: 'btree',
    where: undefined,
    constraint: undefined,
    definition: '',
    work,
  }
}

/** InnoDB makes an index for a foreign key that has none. */
function ownIndex({ name, columns }: ForeignKey): Index {
  return { ...index({ name, columns: columns.map((column) => ({ column })) }, false, `key ${name}`), constraint: name }
}

function leads(index: Index, { columns }: ForeignKey): boolean {
  return columns.every((column, place) => index.columns[place] === column)
}
