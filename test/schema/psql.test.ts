import assert from 'node:assert/strict'
import { test } from 'vitest'
import { blankPsqlCommands } from '../../src/schema/psql.ts'

test.each([
  ['a meta-command', '\\restrict abc\nSELECT 1;\n', '             \nSELECT 1;\n'],
  [
    'the rows of a COPY',
    "COPY t (a) FROM stdin;\n1\tit's\n\\.\nSELECT 2;\n",
    'COPY t (a) FROM stdin;\n      \n  \nSELECT 2;\n',
  ],
])('%s becomes blanks, and every line keeps its number', (_, text, sql) => {
  assert.equal(blankPsqlCommands(text).sql, sql)
})

test.each([
  ['a string', "SELECT 'a\n\\b\n';\n\\c x\n", "SELECT 'a\n\\b\n';\n    \n"],
  ['a function body', 'DO $x$\n\\n\n$x$;\n\\c x\n', 'DO $x$\n\\n\n$x$;\n    \n'],
  ['a nested comment', '/* a /*\n\\b */\n\\c */ SELECT 1;\n\\d\n', '/* a /*\n\\b */\n\\c */ SELECT 1;\n  \n'],
])('a backslash that starts a line inside %s is left alone', (_, text, sql) => {
  assert.equal(blankPsqlCommands(text).sql, sql)
})

test.each([
  ['a comment', '\\x\n-- COPY t FROM stdin;\nCREATE TABLE a ();\n'],
  ['a string', "\\x\nSELECT 'COPY t FROM stdin;';\nCREATE TABLE a ();\n"],
  ['a name with dollars', '\\x\nSELECT a$$ FROM b;\nCREATE TABLE a ();\n'],
  ['an earlier statement of the line', '\\x\nCOPY t FROM stdin; SELECT 1;\nCREATE TABLE a ();\n'],
])('what %s says has no rows behind it', (_, text) => {
  assert.equal(blankPsqlCommands(text).sql, text.replace('\\x', '  '))
})

test.each([
  ['a comment that opens where it seems to close', '/* a /*/ \n\\b\n */ */\n\\c\n', '/* a /*/ \n\\b\n */ */\n  \n'],
  ['a comment that closes where it seems to open', '/* a */* b\n\\c\n', '/* a */* b\n  \n'],
])('%s is read as PostgreSQL reads it', (_, text, sql) => {
  assert.equal(blankPsqlCommands(text).sql, sql)
})
