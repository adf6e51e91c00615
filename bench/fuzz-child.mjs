// Runs command lines in one process for bench/fuzz.mjs, and applies what they have written to fresh scratch databases.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeWorld } from '../dist/src/adapters/node-world.js'
import { main } from '../dist/src/cli/main.js'
import { compareReadings, read } from '../dist/src/migration/reading.js'
import { loadScript } from '../dist/src/schema/load.js'
import { readScript } from '../dist/src/schema/script.js'
import { parseStatements } from '../dist/src/schema/statements.js'

process.on('message', async ({ argv, folder, apply }) => {
  process.chdir(folder)
  const started = performance.now()
  const run = await cli(argv)
  const ms = Math.round(performance.now() - started)
  const rssMb = Math.round(process.resourceUsage().maxRSS / 1024)
  const problems = apply
    ? await applied(folder).catch((error) => [`what was written cannot be tried: ${error.stack}`])
    : []
  process.send({ ...run, ms, rssMb, problems })
})

async function cli(argv) {
  const [out, err] = [[], []]
  const terminal = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    interactive: { out: false, err: false },
    colour: false,
  }
  const code = await main(argv, { version: '0.0.0', world: { ...nodeWorld(), input: async () => '' }, terminal })
  return { code, stdout: out.join(''), stderr: err.join('') }
}

/** The plain files of a pair, there and back, statement by statement, in databases that have nothing to do with the proof. */
async function applied(folder) {
  const world = nodeWorld()
  const files = readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.sql'))
  const text = (back) =>
    readFileSync(
      join(
        folder,
        'out',
        files.find((name) => name.endsWith('_rollback.sql') === back),
      ),
      'utf8',
    )
  const [from, to] = [await readScript('from.sql', world), await readScript('schema.sql', world)]
  const roles = [...new Set([...from.roles, ...to.roles])].sort()
  const extensions = [...new Set([...from.extensions, ...to.extensions])].sort()
  const database = await loadScript({ ...from, extensions }, roles, world.scratch)
  const target = await loadScript({ ...to, extensions }, roles, world.scratch)
  try {
    const [before, after] = [await read(database), await read(target)]
    const there = await walk(text(false), database, after, 'up')
    return there.length > 0 ? there : await walk(text(true), database, before, 'down')
  } finally {
    await Promise.all([database.close(), target.close()])
  }
}

async function walk(sql, database, wanted, way) {
  for (const statement of await parseStatements(sql, way)) {
    try {
      await database.exec(statement.sql)
    } catch (error) {
      return [`${way}: ${error.message} at ${statement.sql.slice(0, 200)}`]
    }
  }
  return compareReadings(await read(database), wanted).map(({ what }) => `${way}: ${what}`)
}
