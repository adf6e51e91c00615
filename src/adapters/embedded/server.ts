import type { Database, Scratch, ScratchOptions } from '../../ports/database.ts'
import { timedDatabase } from '../timed-database.ts'
import { makeTemplate, startCluster } from './cluster.ts'
import { findBinaries } from './find.ts'
import { makeHome } from './home.ts'

/** Servers of PostgreSQL's own programs on this machine, one for each database: roles belong to a server. UserError `no-scratch`. */
export async function onEmbedded<Result>(
  major: number | undefined,
  timeoutMs: number,
  body: (scratch: Scratch) => Promise<Result>,
): Promise<Result> {
  const binaries = await findBinaries(major)
  const home = await makeHome()
  try {
    const template = await makeTemplate(binaries, home)
    const open = async ({ timeoutMs: limit = timeoutMs }: ScratchOptions): Promise<Database> => {
      const { database, stop } = await startCluster(template)
      return timedDatabase(database, { timeoutMs: limit, kill: stop, close: stop })
    }
    return await body({ reach: 'own-server', open })
  } finally {
    await home.remove()
  }
}
