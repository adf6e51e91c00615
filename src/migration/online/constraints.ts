import { ident, qualified } from '../../schema/sql.ts'
import { follow, hotTable, hotTree, type Rewrite, scanApart } from './rewrite.ts'

/** A check or a foreign key holds for new rows at once, and for the old ones after a scan that lets everybody work. */
export const validateLater: Rewrite = (step, route) => {
  const { subject, verb, sql } = step
  const kind = /^ALTER TABLE .* ADD CONSTRAINT (?:"(?:[^"]|"")*"|\w+) (CHECK|FOREIGN KEY) \(/s.exec(sql)?.[1]
  const table = kind === 'CHECK' ? hotTree(step, route) : hotTable(step, route)
  if (subject.kind !== 'constraint' || verb !== 'create' || table === undefined) return undefined
  if (kind === undefined || / NOT VALID$/.test(sql)) return undefined
  const validate = `ALTER TABLE ${table} VALIDATE CONSTRAINT ${ident(subject.name)}`
  return [{ ...step, sql: `${sql} NOT VALID` }, scanApart(follow(step, validate, 'shareUpdateExclusive'))]
}

/** The same for a domain, whose tables are scanned. */
export const validateDomainLater: Rewrite = (step) => {
  const { subject, verb, sql } = step
  const domain = /^(ALTER DOMAIN (?:"(?:[^"]|"")*"|\w+)\.(?:"(?:[^"]|"")*"|\w+)) ADD CONSTRAINT .* CHECK \(/s.exec(
    sql,
  )?.[1]
  if (subject.kind !== 'constraint' || verb !== 'create' || domain === undefined || / NOT VALID$/.test(sql))
    return undefined
  const validate = `${domain} VALIDATE CONSTRAINT ${ident(subject.name)}`
  return [{ ...step, sql: `${sql} NOT VALID` }, scanApart(follow(step, validate, 'share'))]
}

/** The index of a key is built while rows are written; only then it becomes a key, which takes a moment. */
export const keyFromIndex: Rewrite = (step, route) => {
  const { subject, verb, sql } = step
  const table = hotTable(step, route)
  const kind = / ADD CONSTRAINT .* (PRIMARY KEY|UNIQUE)\b/s.exec(sql)?.[1]
  const index = route.to.indexes.get(qualified(subject.schema ?? '', subject.name))
  if (subject.kind !== 'constraint' || verb !== 'create' || table === undefined || kind === undefined) return undefined
  if (index?.table !== table || index.method !== 'btree') return undefined
  const build = index.definition.replace(/^CREATE UNIQUE INDEX /, 'CREATE UNIQUE INDEX CONCURRENTLY ')
  const key = `ALTER TABLE ${table} ADD CONSTRAINT ${ident(subject.name)} ${kind} USING INDEX ${ident(subject.name)}${index.deferral}`
  return [
    { ...step, sql: build, lock: 'shareUpdateExclusive', transactional: false },
    follow(step, key, 'accessExclusive'),
  ]
}

/** PostgreSQL believes a valid check, and needs no scan of its own under its lock. */
export const notNullFromCheck: Rewrite = (step, route) => {
  const { subject, sql } = step
  const table = hotTree(step, route)
  if (subject.kind !== 'column' || table === undefined || !/ ALTER COLUMN .* SET NOT NULL$/s.test(sql)) return undefined
  const check = ident(`${subject.name.slice(0, 40)}_is_not_null`)
  return [
    follow(
      step,
      `ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${ident(subject.name)} IS NOT NULL) NOT VALID`,
      'accessExclusive',
    ),
    scanApart(follow(step, `ALTER TABLE ${table} VALIDATE CONSTRAINT ${check}`, 'shareUpdateExclusive')),
    step,
    follow(step, `ALTER TABLE ${table} DROP CONSTRAINT ${check}`, 'accessExclusive'),
  ]
}
