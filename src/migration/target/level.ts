import type { Database } from '../../ports/database.ts'

/**
 * Takes out of a scratch database what the version that is written for does not know, so that nothing is planned for it: before
 * PostgreSQL 18, the NOT NULL of a domain had no name.
 */
export async function levelTo(major: number, database: Database): Promise<void> {
  if (major >= 18) return
  const renames = await database.query(`
    SELECT format('ALTER DOMAIN %I.%I RENAME CONSTRAINT %I TO %I', n.nspname, t.typname, c.conname, left(t.typname, 54) || '_not_null') AS sql
    FROM pg_constraint c JOIN pg_type t ON t.oid = c.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE c.contype = 'n' AND c.conname <> left(t.typname, 54) || '_not_null'`)
  for (const { sql } of renames) await database.exec(String(sql))
}
