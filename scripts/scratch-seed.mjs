// Keeps an empty data folder of PGlite beside the compiled worker: starting from it takes a third of the time that initdb takes.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const seed = 'dist/scratch-seed.tar.gz'
const stamp = 'dist/scratch-seed.sha256'
const engine = 'node_modules/@electric-sql/pglite/dist/pglite.wasm'
const want = createHash('sha256').update(readFileSync(engine)).digest('hex')
if (!existsSync(seed) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== want) {
  const { PGlite } = await import('@electric-sql/pglite')
  const database = await PGlite.create()
  const archive = await database.dumpDataDir('gzip')
  mkdirSync('dist', { recursive: true })
  writeFileSync(seed, Buffer.from(await archive.arrayBuffer()))
  writeFileSync(stamp, want)
  await database.close()
}
