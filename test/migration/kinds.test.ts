import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { planBetween } from '../../src/migration/planned-pair.ts'
import { prove } from '../../src/migration/proof.ts'
import type { Database } from '../../src/ports/database.ts'
import { loadScript } from '../../src/schema/load.ts'
import { parseScript, type Script } from '../../src/schema/script.ts'
import { reusedScratch } from '../support/reused-scratch.ts'
import { kinds } from './kinds.ts'

const scratch = reusedScratch(['citext'])

/** A difference of any kind is planned and proved, or it is refused by name: never overlooked. */
describe('two schemas that differ in', () => {
  for (const [name, { both = '', from = '', to, refused }] of Object.entries(kinds)) {
    test(name, async () => {
      const scripts = [await script('from', `${both}\n${from}`), await script('to', `${both}\n${to}`)] as const
      const databases = await Promise.all(scripts.map((each) => loadScript(each, roles(scripts), scratch)))
      const [before, after] = databases as [Database, Database]
      const { pair, ...planned } = await planBetween(before, after, { online: true })
      const refusals =
        planned.refusals.length > 0 ? planned.refusals : (await prove(pair, planned.route, before)).refusals
      for (const database of databases) await database.close()
      if (refused === undefined) {
        assert.deepEqual(refusals, [])
        assert.notEqual(pair.up.steps.length, 0)
      } else {
        const messages = refusals.map(({ message }) => message)
        assert.ok(
          messages.some((message) => message.startsWith(refused)),
          messages.join('\n') || 'nothing is refused',
        )
      }
    })
  }
})

async function script(file: string, text: string): Promise<Script> {
  if (text.trim() === '') return { file, statements: [], extensions: [], roles: [] }
  return parseScript([{ file, text }], file)
}

function roles(scripts: readonly Script[]): readonly string[] {
  return [...new Set(scripts.flatMap((each) => each.roles))]
}
