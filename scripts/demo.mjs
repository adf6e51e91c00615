// The main job as one story, on real input and without a server: npm run demo, or npm run demo -- their.yaml their.sql
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { changeSchema } from './demo/database.mjs'
import { loadTest } from './demo/load.mjs'
import { showComment } from './demo/review.mjs'
import { scaffoldServer } from './demo/server.mjs'
import { fail, heading, say } from './demo/story.mjs'

const [spec = 'examples/openapi.yaml', schema] = process.argv.slice(2)
for (const file of [spec, schema]) if (file !== undefined && !existsSync(file)) fail(`There is no file ${file}.`)

const folder = mkdtempSync(join(tmpdir(), 'backwright-demo-'))
let server
process.on('exit', () => {
  server?.stop()
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

const started = performance.now()
heading('1. An OpenAPI document becomes a server')
server = await scaffoldServer({ spec, own: process.argv.length === 2, folder })
heading('2. A schema change becomes a proven migration and rollback')
const change = await changeSchema({ schema: schema && resolve(schema), folder })
heading('3. The server is load-tested, and gates judge it')
await loadTest(server)
heading('4. What a pull request with this change would be told')
await showComment(change)
heading(`Done in ${Math.round((performance.now() - started) / 1000)} s`)
say('Its files were temporary: the examples in README.md write theirs into your folder.')
say('Next: README.md has the commands, docs/cli.md all of their flags, docs/actions.md the workflows.')
process.exit(0)
