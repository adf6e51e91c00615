import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { nodeWorld } from '../src/adapters/node-world.ts'
import { freePort } from './support/free-port.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: the load example of the README needs k6; `backwright k6 install` gets one')

const blocks = [...readFileSync('README.md', 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
  (match) => match[1] ?? '',
)
const example = (command: string) => blocks.find((block) => block.includes(`npx backwright ${command}`)) ?? ''

describe('an example of the README works as pasted', () => {
  test('scaffold', async () => {
    const { folder, output } = await paste(example('scaffold'))
    assert.match(output, /Scaffolded Bookshop API/)
    assert.ok(existsSync(join(folder, 'try/api/handlers/books/listBooks.ts')))
  })

  test('db compare', async () => {
    const { folder, output } = await paste(example('db compare'))
    assert.match(output, /Proved both ways/)
    assert.match(
      readdirSync(join(folder, 'try/migrations')).join(),
      /^\d{14}_next_release.sql,\d{14}_next_release_rollback.sql$/,
    )
  })

  test.skipIf(!k6)('load', async () => {
    assert.match((await paste(example('load'))).output, /^PASS, 2 gates$/m)
  })
})

async function paste(block: string): Promise<{ folder: string; output: string }> {
  const folder = temporaryFolder({ 'package.json': '{}' })
  cpSync('examples', join(folder, 'examples'), { recursive: true })
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  symlinkSync(join(process.cwd(), 'dist/src/cli/bin.js'), join(folder, 'node_modules/.bin/backwright'))
  // Job control, as in the shell that the example is pasted into; on a port of its own, and nothing outlives a failure.
  const script = `trap 'kill %1 2>/dev/null || true' EXIT\n${block.replaceAll('8080', String(await freePort()))}`
  const run = spawnSync('bash', ['-m', '-e', '-c', script], { cwd: folder, encoding: 'utf8', timeout: 90_000 })
  assert.equal(run.status, 0, run.stdout + run.stderr)
  return { folder, output: run.stdout }
}
