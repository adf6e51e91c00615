import assert from 'node:assert/strict'
import { test } from 'vitest'
import { maskSecrets } from '../../src/base/text.ts'

test.each([
  ['a connection string', 'postgres://ann:secret@db/x', 'postgres://ann:***@db/x'],
  ['a password with @ in it', 'postgres://ann:se@cr@et@db/x', 'postgres://ann:***@db/x'],
  ['a password with / in it', 'postgres://ann:se/cret@db/x', 'postgres://ann:***@db/x'],
  ['a key in place of a user', 'https://secret@x.example/', 'https://***@x.example/'],
  ['a key with an empty password', 'https://secret:@x.example/', 'https://***@x.example/'],
  ['a keyword string', 'host=x password=secret dbname=y', 'host=x password=*** dbname=y'],
  ['a keyword string with quotes', "password='sec ret' dbname=y", 'password=*** dbname=y'],
  ['a key in a query', 'https://x/?a=1&api_key=secret&access_token=b', 'https://x/?a=1&api_key=***&access_token=***'],
  ['no secret: a path with @', 'http://x:3000/@scope/a', 'http://x:3000/@scope/a'],
])('%s is masked', (_, text, masked) => {
  assert.equal(maskSecrets(text), masked)
})

test.each(['a', 'a://b:', '@', 'https://', '?a-', 'password='])('megabytes of %s take no time', (part) => {
  const start = performance.now()
  maskSecrets(part.repeat(1_000_000 / part.length))
  assert.ok(performance.now() - start < 5_000)
})
