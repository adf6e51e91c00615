import assert from 'node:assert/strict'
import { test } from 'vitest'
import { runCli } from './support/run-cli.ts'

test.each([
  ['scafold', "backwright: unknown command 'scafold'. Did you mean scaffold? (unknown-command)\n"],
  [
    'scaffold openapi.yaml --framwork koa',
    "backwright: unknown option '--framwork'. Did you mean --framework? (bad-option)\n",
  ],
  [
    'scaffold openapi.yaml -o --out',
    "backwright: required option '-f, --framework <name>' not specified (bad-option)\n",
  ],
  ['db compare a.sql b.sql --onlin on', "backwright: unknown option '--onlin'. Did you mean --online? (bad-option)\n"],
  ['db compare a.sql', "backwright: missing required argument 'to' (bad-option)\n"],
  [
    'db analyze nowhere.sql',
    'backwright: Cannot read nowhere.sql: there is no such file. Check the path. (missing-file)\n',
  ],
])('`backwright %s` tells the mistake and its code in one line', async (words, expected) => {
  const { code, stdout, stderr } = await runCli(...words.split(' '))
  assert.deepEqual({ code, stdout, stderr }, { code: 2, stdout: '', stderr: expected })
})
