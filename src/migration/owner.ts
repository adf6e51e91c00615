/** A statement of the diff engine, with the objects that it needs. */
interface Owned {
  readonly sql: string
  readonly consumes: readonly { readonly kind: string }[]
}

/**
 * Where the schema names no owner, the objects of the scratch database belong to its user, and the diff engine says so. Whoever
 * applies the migration takes that place.
 */
export function withoutOwner({ sql, consumes }: Owned, user: string): string {
  const asks = consumes.some((id) => id.kind === 'role' && 'name' in id && id.name === user)
  // A policy and a membership are for whom somebody has named.
  if (!asks || /^(?:CREATE|ALTER) POLICY |^(?:GRANT|REVOKE) "/.test(sql)) return sql
  const name = `"${user.replaceAll('"', '""')}"`
  const bare = sql.replace(` AUTHORIZATION ${name}`, '')
  const literally = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return bare.replace(
    new RegExp(`(?<= (?:TO|FROM|ROLE|FOR) |, )${literally}(?=$|,| (?:IN|SERVER|GRANT|REVOKE|WITH|USING)\\b)`, 'g'),
    'CURRENT_USER',
  )
}
