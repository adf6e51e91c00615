import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A k6 that has hung: it says its version, and no signal but the last one ends it. */
const stuck = `#!/bin/sh
if [ "$1" = version ]; then echo 'k6 v2.2.0'; exit; fi
trap '' INT TERM
touch "$TMPDIR/started"
sleep 60 &
while :; do wait; done
`

test('a second Ctrl-C ends a run whose k6 has hung, at once, and leaves nothing behind', async () => {
  const folder = temporaryFolder({ k6: stuck })
  chmodSync(join(folder, 'k6'), 0o755)
  const child = spawn(process.execPath, ['dist/src/cli/bin.js', 'load', 'http://127.0.0.1:1/', '--json'], {
    env: { ...process.env, K6_BIN: join(folder, 'k6'), TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  const ended = new Promise((resolve) => child.on('close', resolve))
  while (!existsSync(join(folder, 'started'))) await sleep(50)
  child.kill('SIGINT')
  await sleep(500)
  assert.equal(child.exitCode, null, 'the first one waits for k6')
  const start = performance.now()
  child.kill('SIGINT')
  assert.equal(await ended, 130)
  assert.ok(performance.now() - start < 5000)
  assert.equal(JSON.parse(out).error.code, 'interrupted')
  assert.deepEqual(readdirSync(folder).sort(), ['k6', 'started'])
})
