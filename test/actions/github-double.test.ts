import assert from 'node:assert/strict'
import { test } from 'vitest'
import { github } from '../support/github/double.ts'

const comments = '/repos/octo/shop/issues/7/comments'
const post = (body: object) => ({ method: 'POST', body: JSON.stringify(body) })

test.each([
  ['a path that GitHub does not have', '/repos/octo/shop/issues/7/comment', {}, 'there is no GET'],
  ['a misspelled query parameter', `${comments}?perpage=100`, {}, 'unknown query parameter perpage'],
  ['a field of another name', comments, post({ text: 'x' }), "must have required property 'body'"],
  ['a field too many', comments, post({ body: 'x', draft: true }), 'unknown field draft'],
  ['a value of another type', comments, post({ body: 1 }), '/body must be string'],
])('the double notices %s', async (_, path, init, violation) => {
  const double = await github()
  await fetch(`${double.url}${path}`, init)
  assert.ok(double.violations.join('\n').includes(violation), double.violations.join('\n'))
})

test('the double refuses a comment that is too long, as GitHub does', async () => {
  const double = await github()
  assert.equal((await fetch(`${double.url}${comments}`, post({ body: 'x'.repeat(65_536) }))).status, 201)
  assert.equal((await fetch(`${double.url}${comments}`, post({ body: 'x'.repeat(65_537) }))).status, 422)
  assert.deepEqual(double.violations, [])
})
