import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { keepComment, type StickyComment } from '../../actions/sticky-comment.ts'
import { GitHubError } from '../../src/action-host.ts'
import { restGitHub } from '../../src/adapters/github/client.ts'
import { type GitHubDouble, github } from '../support/github/double.ts'

const marker = '<!-- backwright:schema-review:db -->'
const bot = 'github-actions[bot]'
const body = (text: string, footer = 'run 1') => `${marker}\n${text}\n\n<sub>${footer}</sub>`

function keep(double: GitHubDouble, wanted: Partial<StickyComment> = {}) {
  const client = restGitHub('ghs_x', { owner: 'octo', repo: 'shop', apiUrl: double.url })
  return keepComment({ issue: 7, marker, body: body('two'), noteworthy: true, author: bot, ...wanted }, client)
}

describe('one comment', () => {
  test('is created when there is none', async () => {
    const double = await github()
    const { action, comment } = await keep(double)
    assert.equal(action, 'created')
    assert.equal(comment?.url, 'https://github.com/octo/shop/pull/7#issuecomment-1')
    assert.deepEqual(
      double.shop.comments.map((each) => each.body),
      [body('two')],
    )
    assert.deepEqual(double.violations, [])
  })

  test('is updated in place, also when a hundred and more others came before it', async () => {
    const others = Array.from({ length: 130 }, (_, index) => ({ author: 'ann', body: `remark ${index}` }))
    const double = await github({ comments: [...others, { author: bot, body: body('one') }] })
    assert.equal((await keep(double)).action, 'updated')
    assert.equal(double.shop.comments.at(-1)?.body, body('two'))
    assert.equal(double.shop.comments.length, 131)
    assert.deepEqual(double.operations, ['issues/list-comments', 'issues/list-comments', 'issues/update-comment'])
    assert.deepEqual(double.violations, [])
  })

  test('is left alone when only the footer differs', async () => {
    const double = await github({ comments: [{ author: bot, body: body('two', 'run 0').replaceAll('\n', '\r\n') }] })
    assert.equal((await keep(double)).action, 'unchanged')
    assert.deepEqual(double.operations, ['issues/list-comments'])
  })

  test('of somebody who quotes the marker is not taken for it, nor is one with another key', async () => {
    const double = await github({
      comments: [
        { author: 'mallory', body: body('one') },
        { author: bot, body: `> ${marker}` },
        { author: bot, body: body('one').replace(':db ', ':db2 ') },
      ],
    })
    assert.equal((await keep(double)).action, 'created')
  })

  test('is not made for nothing, but mended when it is there', async () => {
    const silent = await github()
    assert.equal((await keep(silent, { noteworthy: false })).action, 'none')
    assert.equal(silent.shop.comments.length, 0)
    const stale = await github({ comments: [{ author: bot, body: body('one') }] })
    assert.equal((await keep(stale, { noteworthy: false })).action, 'updated')
  })

  test('that was deleted meanwhile is made anew', async () => {
    const double = await github({ comments: [{ author: bot, body: body('one') }] })
    double.fail({ operation: 'issues/update-comment', status: 404, times: 1 })
    assert.equal((await keep(double)).action, 'created')
  })

  test('is not doubled when GitHub makes it and says 502', async () => {
    const double = await github()
    double.fail({ operation: 'issues/create-comment', status: 502, times: 1, done: true })
    const { comment } = await keep(double)
    assert.equal(comment?.id, 1)
    assert.equal(double.shop.comments.length, 1)
    assert.deepEqual(double.operations, ['issues/list-comments', 'issues/create-comment', 'issues/list-comments'])
  })

  test('is tried again when GitHub says 502 and has not made it', async () => {
    const double = await github()
    double.fail({ operation: 'issues/create-comment', status: 502, times: 1 })
    assert.equal((await keep(double)).comment?.id, 1)
  })

  test('survives a server error while it is looked for', async () => {
    const double = await github({ comments: [{ author: bot, body: body('one') }] })
    double.fail({ operation: 'issues/list-comments', status: 502, times: 1 })
    assert.equal((await keep(double)).action, 'updated')
  })

  test.each([403, 422])('is refused once by a %i, not four times', async (status) => {
    const double = await github()
    double.fail({ operation: 'issues/create-comment', status })
    await assert.rejects(keep(double), (error) => error instanceof GitHubError && error.status === status)
    assert.deepEqual(double.operations, ['issues/list-comments', 'issues/create-comment'])
  })
})

describe('the account of a token', () => {
  const login = (double: GitHubDouble, token: string) =>
    restGitHub(token, { owner: 'octo', repo: 'shop', apiUrl: double.url }).login()

  test('is asked for when it is a person', async () => {
    assert.equal(await login(await github({ login: 'ann' }), 'ghp_x'), 'ann')
  })

  test('is that of every job when GitHub does not say', async () => {
    assert.equal(await login(await github(), 'other'), bot)
    const double = await github()
    assert.equal(await login(double, 'ghs_x'), bot)
    assert.deepEqual(double.operations, [])
  })
})
