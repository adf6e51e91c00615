import type { Act, AddedColumn, Name } from '../acts/act.ts'
import { callsIn } from '../acts/calls.ts'
import { isSame } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

interface Cause {
  readonly table: Name
  readonly column?: string
  /** Whether it is so whatever the table holds: a type change may be free, which depends on the type before. */
  readonly certain: boolean
  readonly why: string
}

/** Why an act writes all rows of a table anew, as far as its text tells. `before` says what the migration did until then. */
export function rewriteCause(act: Act, before: Situation['before']): Cause | undefined {
  switch (act.kind) {
    case 'add-column': {
      const said = columnCause(act.column, before)
      return said && { table: act.table, column: act.column.name, ...said }
    }
    case 'change-type':
      return {
        table: act.table,
        column: act.column,
        certain: false,
        why: 'Every row is written in the next type, every index on the column is built anew, and clients get another type.',
      }
    case 'move-rows':
      return { table: act.table, certain: true, why: `${act.how} copies every row into another file.` }
    default:
      return undefined
  }
}

const serials = new Set(['serial', 'bigserial', 'smallserial', 'serial2', 'serial4', 'serial8'])

function columnCause(column: AddedColumn, before: Situation['before']): Pick<Cause, 'certain' | 'why'> | undefined {
  if (column.generated === 'stored')
    return { certain: true, why: 'A stored generated column is computed for every row at once.' }
  if (column.identity || serials.has(column.type))
    return { certain: true, why: 'Every row gets a number of its own at once.' }
  const [unknown] = callsIn(column.default).filter((name) => !steady.has(name))
  if (unknown !== undefined)
    return {
      certain: varying.has(unknown),
      why: `A default with ${unknown}() is computed for every row at once.`,
    }
  const domain = before().some(
    (act) => act.kind === 'make' && act.what === 'checked domain' && isSame(act.name, { name: column.type }),
  )
  return domain
    ? { certain: true, why: 'A column of a domain with a constraint is checked row by row, even when it is empty.' }
    : undefined
}

/** https://www.postgresql.org/docs/current/functions.html: functions whose value is one for the whole statement (`provolatile` is not `v`). */
const steady = new Set(
  `now transaction_timestamp statement_timestamp current_setting current_schema current_user session_user current_database
  date_trunc date_part extract age to_char to_date to_timestamp to_number make_date make_time make_timestamp make_timestamptz
  make_interval timezone timestamptz timestamp interval justify_hours justify_days justify_interval lower upper initcap concat
  concat_ws format replace substring substr left right trim btrim ltrim rtrim lpad rpad repeat reverse md5 sha256 encode decode
  length char_length octet_length position strpos split_part abs ceil ceiling floor round trunc power sqrt mod coalesce nullif
  greatest least array_length array_append array_cat array_fill string_to_array array_to_string jsonb_build_object
  jsonb_build_array json_build_object json_build_array to_json to_jsonb jsonb_object json_object hstore int4range int8range
  numrange tsrange tstzrange daterange to_tsvector plainto_tsquery pg_client_encoding inet_client_addr text int4 int8 numeric
  uuid_nil int bool`.split(/\s+/),
)

const varying = new Set(
  `gen_random_uuid uuidv4 uuidv7 uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 random clock_timestamp timeofday nextval
  setseed gen_random_bytes`.split(/\s+/),
)
