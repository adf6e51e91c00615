import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { loadScript } from '../../src/schema/load.ts'
import { parseScript } from '../../src/schema/script.ts'
import { cliOver } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const { scratch } = nodeWorld()

test('a statement that does not end is killed, and named by file and line', async () => {
  const folder = temporaryFolder({ 'a.sql': 'CREATE TABLE t ();\n\nDO $$ BEGIN LOOP END LOOP; END $$;' })
  const file = `${folder}/a.sql`
  const started = performance.now()
  const { code, stdout } = await cliOver(scratch)(
    'db',
    'lint',
    file,
    '--schema',
    'empty:',
    '--scratch-timeout',
    '700',
    '--json',
  )
  assert.equal(code, 2)
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'scratch-timeout', file, line: 3 } })
  assert.ok(performance.now() - started < 30_000)
})

test('statements that end, one after the other, have an end together', async () => {
  const text = `CREATE TABLE t ();\n${'SELECT pg_sleep(0.4);\n'.repeat(60)}`
  const script = await parseScript([{ file: 'a.sql', text }], 'a.sql')
  const limited = { ...scratch, open: () => scratch.open({ extensions: [], timeoutMs: 1000 }) }
  await assert.rejects(loadScript(script, [], limited), {
    code: 'scratch-timeout',
    message: /^a\.sql:\d+: The scratch database did not finish all its statements in 10000 ms/,
  })
})

test('a long question is answered anew each time, also after a script has dropped what was prepared', async () => {
  const database = await scratch.open({ extensions: [] })
  try {
    const question = `SELECT count(*)::int AS n FROM pg_class WHERE relname = 't' -- ${'and so on '.repeat(100)}`
    const answers: unknown[] = []
    for (const script of ['SELECT 1', 'CREATE TABLE t ()', 'DISCARD ALL', 'DROP TABLE t']) {
      await database.exec(script)
      const [row] = await database.query(question)
      answers.push(row?.n)
    }
    assert.deepEqual(answers, [0, 1, 1, 0])
  } finally {
    await database.close()
  }
})
