import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { run } from '../support/generated.ts'

const part = (name: string) => run(readFileSync(`templates/service/src/${name}.ts`, 'utf8'))
const { authenticator } = (await part('auth')) as {
  authenticator: (tokens: string[]) => (request: object) => object | undefined
}
const { clientKey } = (await part('client-key')) as { clientKey: (ip: string) => string }

describe('who a caller of a written service is', () => {
  const auth = authenticator(['a:token-of-a', 'b:token:of:b'])
  const cases: Record<string, [object[], object, object | undefined]> = {
    'the owner of the token': [[{ key: [] }], { key: 'token-of-a' }, { name: 'a' }],
    'the owner of a token with a colon in it': [[{ key: [] }], { key: 'token:of:b' }, { name: 'b' }],
    'nobody without a token': [[{ key: [] }], { key: undefined }, undefined],
    'nobody with an empty token': [[{ key: [] }], { key: '' }, undefined],
    'nobody with half a token': [[{ key: [] }], { key: 'token-of-' }, undefined],
    'nobody whose token is for another scheme': [[{ key: [] }], { other: 'token-of-a' }, undefined],
    'somebody by the second of two requirements': [
      [{ key: [] }, { other: [] }],
      { other: 'token-of-a' },
      { name: 'a' },
    ],
    'nobody with one of two schemes': [[{ key: [], other: [] }], { key: 'token-of-a' }, undefined],
    'nobody with tokens of two callers': [
      [{ key: [], other: [] }],
      { key: 'token-of-a', other: 'token:of:b' },
      undefined,
    ],
    'nobody where anybody may come': [[{}], { key: undefined }, undefined],
  }
  test.each(Object.entries(cases))('%s', (_, [security, credentials, caller]) => {
    assert.deepEqual(auth({ security, credentials }), caller)
  })

  test('nobody when there are no tokens', () => {
    assert.equal(authenticator([])({ security: [{ key: [] }], credentials: { key: '' } }), undefined)
  })
})

describe('whose requests are counted together', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:0DB8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['2001:db8:1:2:3:4:5::', '2001:db8:1:2'],
  ])('%s is %s', (ip, key) => assert.equal(clientKey(ip), key))
})
