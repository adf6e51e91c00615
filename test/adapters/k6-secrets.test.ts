import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { runK6 } from '../../src/adapters/k6/run.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A k6 that fails, and tells all that it was given in its arguments, its files and its environment. */
const gossip = `#!/bin/sh
cat "$LT_REQUESTS" >&2
echo "$@ GET http://a/?key=$LT_SECRET_0&key=hunter2%20key" >&2
exit 107
`

test('the secrets of requests go to k6 by its environment alone, and are not among the errors of a run', async () => {
  const folder = temporaryFolder({ k6: gossip })
  chmodSync(join(folder, 'k6'), 0o755)
  const binary = { path: join(folder, 'k6'), version: '2.2.0' }
  const requests = { list: [{ url: 'http://a/' }], secrets: { LT_SECRET_0: 'hunter2 key' } }
  const { errors } = await runK6(binary, folder, { script: 'run', plan: {}, requests })
  assert.match(errors.join('\n'), /run\.ts GET http:\/\/a\/\?key=\*\*\*&key=\*\*\*$/)
  assert.doesNotMatch(errors.join('\n'), /hunter2/)
})
