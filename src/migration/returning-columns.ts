import { ident, qualified } from '../schema/sql.ts'
import type { Delta, Step } from './delta.ts'
import type { SeedColumn, SeedTable } from './rows/tables.ts'
import { literal } from './sql-file.ts'

/**
 * A NOT NULL column that a rollback brings back has no values, and PostgreSQL refuses to add it to a table with rows. It is added with
 * an empty value for them, as a default that is taken away at once: better a rollback that runs than one that stops half-way.
 */
export function fillReturningColumns(down: Delta, tables: readonly SeedTable[]): Delta {
  const columnOf = ({ subject: { schema, table, name } }: Step) =>
    tables.find((each) => each.schema === schema && each.name === table)?.columns.find((each) => each.name === name)
  const steps = down.steps.flatMap((step) => {
    const column = addsColumn(step) ? columnOf(step) : undefined
    const filler = column && !column.nullable && !column.hasDefault ? emptyValue(column) : undefined
    return column && filler !== undefined ? filled(step, column, filler) : [step]
  })
  return { ...down, steps }
}

function addsColumn({ verb, subject }: Step): boolean {
  return verb === 'create' && subject.kind === 'column'
}

function filled(step: Step, { name, type }: SeedColumn, filler: string): readonly Step[] {
  const { schema = '', table = '' } = step.subject
  const alter = `ALTER TABLE ${qualified(schema, table)} ALTER COLUMN ${ident(name)} DROP DEFAULT`
  return [
    { ...step, sql: `${step.sql} DEFAULT ${literal(filler)}::${type}` },
    { ...step, sql: alter, verb: 'alter', boundary: { before: false, after: false }, losesData: false },
  ]
}

/** Undefined where no value is emptier than another. */
function emptyValue({ base, labels }: SeedColumn): string | undefined {
  if (base.endsWith('[]')) return '{}'
  if (labels.length > 0) return labels[0]
  const [, name = base] = /^(.*?)\s*(?:\(.*)?$/.exec(base) ?? []
  return emptyValues[name]
}

const emptyValues: Readonly<Record<string, string>> = {
  smallint: '0',
  integer: '0',
  bigint: '0',
  numeric: '0',
  real: '0',
  'double precision': '0',
  money: '0',
  boolean: 'false',
  text: '',
  'character varying': '',
  character: '',
  citext: '',
  uuid: '00000000-0000-0000-0000-000000000000',
  date: '1970-01-01',
  timestamp: '1970-01-01 00:00:00',
  'timestamp without time zone': '1970-01-01 00:00:00',
  'timestamp with time zone': '1970-01-01 00:00:00+00',
  'time without time zone': '00:00:00',
  interval: '0',
  json: '{}',
  jsonb: '{}',
  bytea: '',
}
