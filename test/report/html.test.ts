import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'vitest'
import { ticks } from '../../src/report/chart-scale.ts'
import { html } from '../../src/report/html.ts'
import { htmlPage } from '../../src/report/html-page.ts'
import { style, styleHash } from '../../src/report/html-style.ts'
import { htmlTable } from '../../src/report/html-table.ts'
import { lineChart } from '../../src/report/line-chart.ts'

describe('a text in HTML', () => {
  test.each([
    ['a tag', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['the end of an attribute', `" onload='x()'`, '&quot; onload=&#39;x()&#39;'],
    ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['an order to a terminal', '\u001b[31m', '\\u001b[31m'],
    ['what turns the direction of reading', 'a\u202eb', 'a\\u202eb'],
    ['half a character', 'a\ud800', 'a\ufffd'],
    ['a password', 'http://me:secret@host/', 'http://***@host/'],
    ['a key', 'GET http://host/?api_key=secret&a=1', 'GET http://host/?api_key=***&amp;a=1'],
  ])('%s is shown and does nothing', (_, text, shown) => {
    assert.equal(html`<p title="${text}">${text}</p>`.html, `<p title="${shown}">${shown}</p>`)
  })

  test('what is HTML already is not escaped again', () => {
    assert.equal(
      html`<ul>${['a', '<b>'].map((text) => html`<li>${text}</li>`)}</ul>`.html,
      '<ul><li>a</li>\n<li>&lt;b&gt;</li></ul>',
    )
  })
})

test('only the style of the page counts, and nothing else is let in', () => {
  assert.equal(styleHash, `sha256-${createHash('sha256').update(style).digest('base64')}`)
  const page = htmlPage('</title><script>', html`<p>body</p>`)
  assert.match(
    page,
    new RegExp(`content="default-src &#39;none&#39;; style-src &#39;${styleHash.replace(/[+]/g, '\\+')}&#39;;`),
  )
  assert.match(page, /<title>&lt;\/title&gt;&lt;script&gt;<\/title>/)
  assert.equal(page.split('<style>')[1]?.split('</style>')[0], style)
})

test('a table without rows is nothing', () => {
  assert.equal(htmlTable(['a'], []).html, '')
})

test('a table shows texts, numbers and words of good or bad', () => {
  const rows = [['<i>', { number: '1' }, { word: 'FAIL', tone: 'bad' }]] as const
  assert.match(
    htmlTable(['a', 'b', 'c'], rows).html,
    /<th scope="col" class="number">b<\/th>[\s\S]*<td>&lt;i&gt;<\/td>\n<td class="number">1<\/td>\n<td class="bad">FAIL<\/td>/,
  )
})

test.each([
  [0, [0, 1]],
  [1, [0, 0.25, 0.5, 0.75, 1]],
  [3.9, [0, 1, 2, 3, 4]],
  [47, [0, 20, 40, 60]],
  [100, [0, 25, 50, 75, 100]],
  [101, [0, 50, 100, 150]],
  [0.004, [0, 0.001, 0.002, 0.003, 0.004]],
  [Number.NaN, [0, 1]],
])('an axis up to %d has the marks %j', (largest, marks) => assert.deepEqual(ticks(largest), marks))

describe('a line', () => {
  const drawn = (...points: readonly (readonly [number, number | null])[]) => {
    const chart = {
      title: '"a"',
      x: 's',
      y: 'ms',
      range: [0, 10],
      marks: [
        [0, '0'],
        [10, '10'],
      ],
      lines: [{ name: '<p50>', points }],
    } as const
    return lineChart(chart).html
  }

  test('goes from the lower left to the upper right', () => {
    assert.match(drawn([0, 0], [10, 100]), /<polyline class="line line-1" points="56,200 692,12"\/>/)
  })

  test('has a gap where there is no value, and a dot where one stands alone', () => {
    const svg = drawn([0, 0], [2, 50], [4, null], [6, 100], [8, null])
    assert.equal(svg.match(/<polyline/g)?.length, 1)
    assert.match(svg, /<circle class="dot-1" cx="437.6" cy="12" r="3"\/>/)
  })

  test('has a name that is text, also where nothing is drawn', () => {
    assert.match(drawn(), /aria-label="&quot;a&quot;"[\s\S]*&lt;p50&gt;/)
    assert.doesNotMatch(drawn(), /NaN|Infinity|undefined/)
  })
})
