/** The quoted owner as SQL; null where nobody has named one, and whoever applies the migration is to be it. */
export function ownedBy(column: string): string {
  return `CASE WHEN pg_get_userbyid(${column}) <> current_user THEN quote_ident(pg_get_userbyid(${column})) END`
}
