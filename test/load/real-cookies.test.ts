import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { localServer } from '../support/local-server.ts'
import { runCli } from '../support/run-cli.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

/** A while, of which a slow machine may need a lot, and of which the run is longer. */
const longMs = 700

describe.skipIf(!k6)('a service that sets cookies sees newcomers only', () => {
  test.each([
    { which: 'with each answer', after: 0, most: 0 },
    // A user that has asked on for a while may have got one on the way, and is a newcomer again in the next moment.
    { which: 'after a while', after: 500, most: longMs },
  ])('$which', async ({ after, most }) => {
    let seen = 0
    let setAt: number | undefined
    let shownAt: number | undefined
    const server = await localServer(({ headers }, response) => {
      if (headers.cookie !== undefined) shownAt = Date.now()
      if (++seen > after) {
        setAt ??= Date.now()
        response.setHeader('Set-Cookie', 'session=1; Path=/')
      }
      response.end('{}')
    })
    const { code, stdout } = await runCli('load', `${server.url}/`, '-d', '3', '-c', '2', '--json').finally(
      server.close,
    )
    const [target] = JSON.parse(stdout).targets
    assert.deepEqual([code === 0 || code === 5, target.requests.total], [true, seen])
    const showedForMs = shownAt === undefined ? 0 : shownAt - (setAt ?? 0)
    assert.ok(seen > after + 100 && showedForMs <= most, `${seen} requests, cookies for ${showedForMs} ms`)
  })
})
