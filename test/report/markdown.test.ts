import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { markdown } from '../../src/report/markdown.ts'
import { codeSpan, fence, html, prose } from '../../src/report/markdown-text.ts'
import type { Block, Note, Report } from '../../src/report/report.ts'

describe('foreign text as prose', () => {
  test.each([
    ['order_items', 'order\\_items'],
    ['**bold** `code` ~~no~~', '\\*\\*bold\\*\\* \\`code\\` \\~\\~no\\~\\~'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert\\(1\\)\\>'],
    ['<!-- hidden', '\\<\\!-- hidden'],
    ['[a](b) ![c](d)', '\\[a\\]\\(b\\) \\!\\[c\\]\\(d\\)'],
    ['@octo/everyone', '@\u200Bocto/everyone'],
    ['fixes #12', 'fixes \\#\u200B12'],
    ['https://evil.example', 'https:\u200B//evil.example'],
    ['WWW.evil.example', 'WWW\u200B.evil.example'],
    ['a | b', 'a \\| b'],
    ['$x$', '&#36;x&#36;'],
    ['&lt;b&gt; \\', '&amp;lt;b&amp;gt; \\\\'],
    ['- a list\n# a heading', '\\- a list \\#\u200B a heading'],
    ['1. first', '1\\. first'],
    ['1.50 ms', '1.50 ms'],
    ['a\u202Eb\u0000c', 'a\uFFFDb\uFFFDc'],
  ])('%j', (text, expected) => assert.equal(prose(text), expected))
})

describe('foreign text as code', () => {
  test.each([
    ['SELECT 1', '`SELECT 1`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['```', '```` ``` ````'],
    ['two\nlines', '`two lines`'],
    ['', ''],
  ])('in a line: %j', (text, expected) => assert.equal(codeSpan(text), expected))

  test('in a block has a longer fence than any in it', () => {
    assert.equal(fence('SELECT 1;\n\n', 'sql'), '```sql\nSELECT 1;\n```')
    assert.equal(fence('-- ````\r\n', 'sql'), '`````sql\n-- ````\n`````')
  })

  test('in a tag of ours is escaped as HTML', () => {
    assert.equal(html('</summary> & @ann'), '&lt;/summary&gt; &amp; @\u200Bann')
  })
})

const note = (index: number): Note => ({
  severity: 'warning',
  title: 'unindexed-foreign-key',
  message: `Table ${index} has none.`,
  fix: { up: `CREATE INDEX i${index} ON t (x);`, down: `DROP INDEX i${index};` },
  file: 'db/schema.sql',
  line: index,
  docs: 'docs/rules/unindexed-foreign-key.md',
})

function report(...blocks: readonly Block[]): Report {
  return {
    schemaVersion: 1,
    action: 'schema-review',
    title: 'Schema review',
    verdict: { name: 'proved', tone: 'warning', sentence: 'The pair is proved.' },
    noteworthy: true,
    sections: [{ title: 'db/schema.sql', blocks: [...blocks] }],
  }
}

const pair = (lines: number): readonly Block[] =>
  ['Migration', 'Rollback'].map((label) => ({
    kind: 'code',
    label,
    language: 'sql',
    text: 'SELECT 1;\n'.repeat(lines),
    file: `/tmp/${label}.sql`,
  }))

const unlimited = { limit: Number.POSITIVE_INFINITY, measure: (text: string) => text.length }

test('a report is a headline, a sentence, and its sections', () => {
  const table: Block = { kind: 'table', header: ['gate', 'verdict'], rows: [['p99<200', 'PASS']] }
  assert.equal(
    markdown(report({ kind: 'notes', notes: [note(3)] }, ...pair(1).slice(0, 1), table), {
      ...unlimited,
      before: '<!-- marker -->',
      after: '<sub>footer</sub>',
      docsUrl: 'https://github.com/o/backwright/blob/v1',
    }),
    `<!-- marker -->
### ⚠️ Schema review: proved

The pair is proved.

#### \`db/schema.sql\`

- ⚠️ **[unindexed-foreign-key](https://github.com/o/backwright/blob/v1/docs/rules/unindexed-foreign-key.md)** Table 3 has none. (\`db/schema.sql:3\`)
  - fix: \`CREATE INDEX i3 ON t (x);\`
  - back: \`DROP INDEX i3;\`

**Migration**

\`\`\`sql
SELECT 1;
\`\`\`

| gate | verdict |
| --- | --- |
| p99\\<200 | PASS |

<sub>footer</sub>`,
  )
})

test('only pages of ours are linked', () => {
  const text = markdown(report({ kind: 'notes', notes: [{ ...note(1), docs: '../../../evil/x.md' }] }), {
    ...unlimited,
    docsUrl: 'https://github.com/o/backwright/blob/v1',
  })
  assert.doesNotMatch(text, /https:/)
})

describe('a report that is too long', () => {
  const many = { kind: 'notes', notes: Array.from({ length: 500 }, (_, index) => note(index + 1)) } as const
  const fit = (limit: number, ...blocks: readonly Block[]) =>
    markdown(report(...blocks), { limit, measure: (text) => text.length, before: '<!-- m -->', after: '<sub>f</sub>' })

  test('loses the details of its findings first, and keeps the pair', () => {
    const text = fit(5000, ...pair(20), many)
    assert.ok(text.length <= 5000)
    assert.equal(text.match(/^```sql$/gm)?.length, 2)
    assert.match(text, /- and 480 more$/m)
    assert.doesNotMatch(text, /fix:/)
  })

  test('then says how much there is, and where the files are', () => {
    const text = fit(1000, ...pair(500), many)
    assert.ok(text.length <= 1000)
    assert.match(text, /\*\*Migration\*\*: 500 lines in `\/tmp\/Migration\.sql`, too long to be shown here\./)
    assert.match(text, /unindexed-foreign-key: 500 findings/)
  })

  test('then is its headline alone, always with marker and footer', () => {
    const text = fit(150, ...pair(500), many)
    assert.equal(text, '<!-- m -->\n### ⚠️ Schema review: proved\n\nThe pair is proved.\n\n<sub>f</sub>')
    assert.match(fit(60, many), /^<!-- m -->\n[\s\S]*<sub>f<\/sub>$/)
  })

  test('is measured with all that is in it', () => {
    const whole = fit(Number.POSITIVE_INFINITY, ...pair(20), many)
    assert.equal(fit(whole.length, ...pair(20), many), whole)
    assert.notEqual(fit(whole.length - 1, ...pair(20), many), whole)
  })
})
