import type { Database } from '../../ports/database.ts'
import { qualified } from '../../schema/sql.ts'
import type { Statement, Tree } from '../../schema/statements.ts'
import type { Step } from '../delta.ts'
import { castQuestion } from './casts.ts'
import { anyNull, duplicates, excluded, orphans, where } from './conditions.ts'
import { domainQuestions } from './domains.ts'
import { type MadeNames, tableOf } from './made-names.ts'
import { type Owner, readBounds, readColumn, readConstraint, readIndex } from './requirements.ts'

/** What a statement asks of the rows of a table, as a condition that breaks it. */
export interface Question {
  /** As the schema to come names it. */
  readonly table: string
  /** `hold no value in name`. */
  readonly what: string
  /** The number of rows that break it as the first value of the first row, given the rows as `FROM` takes them. */
  readonly sql: (rows: string) => string
  /** What runs before, for what SQL cannot count in one go. */
  readonly prepare?: (rows: string) => string
}

export interface Asking {
  readonly step: Step
  readonly statement: Statement
  readonly made: MadeNames
  /** A database in the state to come. */
  readonly wanted: Database
  /** The database whose rows are counted. */
  readonly rows: Database
}

/** What one statement of the way there asks of rows that are there. */
export async function questionsOf(asking: Asking): Promise<readonly Question[]> {
  const { statement, step } = asking
  const { kind, tree } = statement
  if (kind === 'IndexStmt' && tree.unique === true) {
    const { schema = 'public', name } = step.subject
    return keyQuestions(asking, String(tableOf(tree.relation)), { schema, name })
  }
  if (kind === 'AlterDomainStmt') return domainQuestions(asking)
  if (kind !== 'AlterTableStmt' || tree.objtype !== 'OBJECT_TABLE') return []
  const owner = ownerOf(tree.relation)
  const commands = (tree.cmds as readonly { readonly AlterTableCmd: Tree }[]).map(({ AlterTableCmd }) => AlterTableCmd)
  return (await Promise.all(commands.map((command) => commandQuestions(asking, owner, command)))).flat()
}

function ownerOf(relation: unknown): Owner {
  const { schemaname, relname } = relation as Tree
  return { schema: String(schemaname ?? 'public'), name: String(relname) }
}

async function commandQuestions(asking: Asking, owner: Owner, command: Tree): Promise<readonly Question[]> {
  const table = qualified(owner.schema, owner.name)
  const name = String(command.name ?? '')
  const {
    Constraint: constraint,
    ColumnDef: column,
    PartitionCmd: partition,
  } = (command.def ?? {}) as Record<string, Tree>
  switch (command.subtype) {
    case 'AT_SetNotNull':
      return [where(table, anyNull([name]), `hold no value in ${name}`)]
    case 'AT_AddColumn':
      return newColumn(asking, owner, String(column?.colname))
    case 'AT_AlterColumnType':
      return castQuestion(asking, owner, name)
    case 'AT_AddConstraint':
      if (constraint?.skip_validation === true) return []
      return constraintQuestions(asking, owner, String(constraint?.conname), constraint?.indexname !== undefined)
    case 'AT_ValidateConstraint':
      return constraintQuestions(asking, owner, name, false)
    case 'AT_AttachPartition': {
      const { schema, name: part } = ownerOf(partition?.name)
      const bounds = await readBounds(asking.wanted, { schema, name: part })
      return bounds === undefined
        ? []
        : [where(qualified(schema, part), `NOT (${bounds})`, `lie outside the bounds in ${table}`)]
    }
    default:
      return []
  }
}

async function newColumn({ wanted }: Asking, owner: Owner, name: string): Promise<readonly Question[]> {
  const column = await readColumn(wanted, owner, name)
  if (!column?.required || column.filled) return []
  return [where(qualified(owner.schema, owner.name), 'true', `would hold no value in ${name}`)]
}

async function constraintQuestions(
  asking: Asking,
  owner: Owner,
  name: string,
  built: boolean,
): Promise<readonly Question[]> {
  const table = qualified(owner.schema, owner.name)
  const constraint = await readConstraint(asking.wanted, owner, name)
  // A check that is made and dropped on the way, to set NOT NULL without a scan.
  if (!constraint) {
    const { kind, name: column } = asking.step.subject
    return kind === 'column' ? [where(table, anyNull([column]), `hold no value in ${column}`)] : []
  }
  const { kind, expression, columns, index } = constraint
  if (kind === 'check') return [where(table, `NOT (${expression})`, `break ${name}`)]
  if (kind === 'foreign') return [orphans(table, name, constraint, asking.made)]
  const nulls =
    kind === 'primary'
      ? [
          where(
            table,
            anyNull(columns),
            columns.length === 1 ? `hold no value in ${columns[0]}` : `hold no value in a column of ${name}`,
          ),
        ]
      : []
  if (built || index === undefined) return nulls
  if (kind !== 'exclude') return [...nulls, ...(await keyQuestions(asking, table, index))]
  const keys = await readExclusionKeys(asking.wanted, index)
  return [excluded(table, name, { ...keys, operators: constraint.operators })]
}

async function keyQuestions({ wanted }: Asking, table: string, index: Owner): Promise<readonly Question[]> {
  const key = await readIndex(wanted, index)
  return key ? [duplicates(table, index.name, key)] : []
}

async function readExclusionKeys(database: Database, { schema, name }: Owner) {
  const [row] = await database.query(
    `SELECT (SELECT json_agg(pg_get_indexdef(i.indexrelid, key, true) ORDER BY key) FROM generate_series(1, i.indnkeyatts) key) AS keys,
       pg_get_expr(i.indpred, i.indrelid) AS predicate
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, name],
  )
  return {
    keys: row?.keys as readonly string[],
    predicate: typeof row?.predicate === 'string' ? row.predicate : undefined,
  }
}
