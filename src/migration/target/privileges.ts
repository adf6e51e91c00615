/** What may be done with a table, as the diff engine lists it. */
const all = ['DELETE', 'INSERT', 'MAINTAIN', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE']

/**
 * PostgreSQL 17 knows one privilege more, and so everybody who has all of them has it in a newer scratch database. The same grant in the
 * words of older versions: all, and then less. Undefined for a grant that says nothing of it.
 */
export function grantWithoutMaintain(sql: string): readonly string[] | undefined {
  const [, start = '', list = '', on = '', to = '', option = ''] =
    /^((?:ALTER DEFAULT PRIVILEGES .*?)?GRANT )([A-Z, ]+?) (ON (?:TABLES|TABLE .*)) TO (.*?)( WITH GRANT OPTION)?$/s.exec(
      sql,
    ) ?? []
  const privileges = list.split(', ')
  if (!privileges.includes('MAINTAIN') || privileges.length === 1) return undefined
  const missing = all.filter((privilege) => !privileges.includes(privilege))
  const grant = `${start}ALL ${on} TO ${to}${option}`
  if (missing.length === 0) return [grant]
  return [grant, `${start.replace(/GRANT $/, 'REVOKE ')}${missing.join(', ')} ${on} FROM ${to}`]
}
