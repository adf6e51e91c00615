import { dbmate } from './dbmate.ts'
import { flyway } from './flyway.ts'
import type { Format } from './format.ts'
import { golangMigrate } from './golang-migrate.ts'
import { nodePgMigrate } from './node-pg-migrate.ts'
import { plain } from './plain.ts'

/** The tools whose files can be written, the first being ours. */
export const formats: readonly Format[] = [plain, dbmate, golangMigrate, flyway, nodePgMigrate]

export function formatOf(id: string): Format {
  const format = formats.find((each) => each.id === id)
  if (!format) throw new Error(`No format is called ${id}.`)
  return format
}
