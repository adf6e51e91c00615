/** A name as SQL writes it: bare only where PostgreSQL's `quote_ident` would leave it bare. */
export function ident(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}

export function identList(names: readonly string[]): string {
  return names.map(ident).join(', ')
}

/** A table or another object with its schema; `public` is said too, because search_path is the caller's. */
export function qualified(schema: string, name: string): string {
  return `${ident(schema)}.${ident(name)}`
}

const longestName = 63

/** `table_a_b_idx`, as PostgreSQL itself would call it: at most 63 bytes, and numbered when the name is taken. */
export function indexName(table: string, columns: readonly string[], taken: readonly string[]): string {
  const name = (number: number) =>
    `${clip(`${table}_${columns.join('_')}`, longestName - 4 - String(number || '').length)}_idx${number || ''}`
  let number = 0
  while (taken.includes(name(number))) number++
  return name(number)
}

function clip(text: string, bytes: number): string {
  let clipped = text
  while (new TextEncoder().encode(clipped).length > bytes) clipped = clipped.slice(0, -1)
  return clipped
}

/** PostgreSQL 18, appendix C: the words that cannot stand bare as a table or column name. */
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
  char character check coalesce collate collation column concurrently constraint create cross current_catalog
  current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
  desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
  grouping having ilike in initially inner inout int integer intersect interval into is isnull join json json_array
  json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
  lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none normalize not
  notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary
  real references returning right row select session_user setof similar smallint some substring symmetric system_user
  table tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic
  verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi
  xmlroot xmlserialize xmltable`.split(/\s+/),
)
