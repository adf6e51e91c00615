import type { Database } from '../ports/database.ts'

/** While the body runs, PostgreSQL says every name with its schema, whatever the search path, and the definitions of objects as everywhere. */
export async function withFullNames<Result>(database: Database, body: () => Promise<Result>): Promise<Result> {
  const [path] = await database.query("SELECT current_setting('search_path') AS path")
  await database.exec('SET search_path = pg_catalog')
  try {
    return await body()
  } finally {
    await database.query("SELECT set_config('search_path', $1, false)", [path?.path])
  }
}
