import { ident, qualified } from '../../schema/sql.ts'
import { literal } from '../sql-file.ts'
import { where } from './conditions.ts'
import type { Asking, Question } from './questions.ts'
import { type Owner, readColumn } from './requirements.ts'

const counter = 'backwright.broken'

/** Rows whose value the next type of a column does not take. */
export async function castQuestion({ step, wanted }: Asking, owner: Owner, name: string): Promise<readonly Question[]> {
  const table = qualified(owner.schema, owner.name)
  const what = `hold a value in ${name} that its next type does not take`
  const column = await readColumn(wanted, owner, name)
  if (column?.labels) {
    const labels = `ARRAY[${column.labels.map(literal).join(', ')}]::text[]`
    const text = `${ident(name)}::text`
    return [where(table, column.isArray ? `NOT (${text}[] <@ ${labels})` : `${text} <> ALL (${labels})`, what)]
  }
  // The diff engine's own text.
  const [, type = '', using = ident(name)] = /\sTYPE\s+(.+?)(?:\s+USING\s+(.+))?$/s.exec(step.sql) ?? []
  return [
    {
      table,
      what,
      prepare: (rows) => `DO LANGUAGE plpgsql ${literal(castEach(type.replace(/\s+COLLATE\s.*$/s, ''), using, rows))}`,
      sql: () => `SELECT current_setting('${counter}')`,
    },
  ]
}

/** As the statement does it: by assignment, which does not cut a text that is too long. */
function castEach(type: string, using: string, rows: string): string {
  return `
    DECLARE
      asked_row record;
      next_value ${type};
      broken bigint := 0;
    BEGIN
      FOR asked_row IN SELECT tableoid AS part, ctid AS place FROM ${rows} AS asked LOOP
        BEGIN
          SELECT ${using} INTO next_value FROM ${rows} AS asked WHERE tableoid = asked_row.part AND ctid = asked_row.place;
        EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
          broken := broken + 1;
        END;
      END LOOP;
      PERFORM set_config('${counter}', broken::text, false);
    END`
}
