import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { nodeFiles } from '../../src/adapters/node-files.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('what is no file', () => {
  test('is read to its end, be it a pipe', async () => {
    const pipe = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const [text] = await Promise.all([nodeFiles.read(pipe), writeFile(pipe, 'openapi: 3.1.0')])
    assert.equal(text, 'openapi: 3.1.0')
  })

  test('may be empty', async () => {
    assert.equal(await nodeFiles.read('/dev/null'), '')
  })

  test('is refused when it does not end', async () => {
    await assert.rejects(nodeFiles.read('/dev/zero'), {
      code: 'missing-file',
      message: 'Cannot read /dev/zero: it is no file, and has more than 256 MiB. Check the path.',
    })
  })

  test('is refused when it is a folder, or not there', async () => {
    await assert.rejects(nodeFiles.read('/'), { code: 'missing-file', message: /it is a folder/ })
    await assert.rejects(nodeFiles.read('/nothing-here'), { code: 'missing-file', message: /there is no such file/ })
  })
})
