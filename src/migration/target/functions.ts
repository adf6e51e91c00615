import type { Tree } from '../../schema/statements.ts'
import type { Feature } from './features.ts'

/** Built-in functions by the version that brought them, as `pg_proc` of each version says. */
const functions: readonly (readonly [number, readonly string[]])[] = [
  [15, ['has_parameter_privilege', 'regexp_count', 'regexp_instr', 'regexp_like', 'regexp_substr']],
  [
    16,
    ['any_value', 'array_sample', 'array_shuffle', 'date_add', 'date_subtract', 'erf', 'erfc', 'pg_input_error_info'],
  ],
  [16, ['pg_input_is_valid', 'random_normal', 'system_user', 'json_agg_strict', 'jsonb_agg_strict']],
  [17, ['pg_basetype', 'to_bin', 'to_oct', 'to_regtypemod', 'unicode_assigned', 'uuid_extract_timestamp', 'xmltext']],
  [17, ['uuid_extract_version', 'jsonb_populate_record_valid', 'unicode_version', 'icu_unicode_version']],
  [18, ['array_reverse', 'array_sort', 'casefold', 'crc32', 'crc32c', 'gamma', 'lgamma', 'uuidv4', 'uuidv7']],
]

/** What the diff engine prints is qualified unless it is built in. */
export function functionSince({ funcname }: Tree): Feature | undefined {
  const path = (Array.isArray(funcname) ? funcname : []).map(
    (part: { String?: { sval?: string } }) => part.String?.sval,
  )
  const name = path.length === 1 || path[0] === 'pg_catalog' ? path.at(-1) : undefined
  for (const [since, names] of functions)
    if (name && names.includes(name)) return { since, name: `the function ${name}` }
  return undefined
}
