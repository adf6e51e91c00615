import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { annotations } from '../../src/report/annotation.ts'
import type { Note, Report } from '../../src/report/report.ts'

function report(notes: readonly Note[]): Report {
  return {
    schemaVersion: 1,
    action: 'schema-review',
    title: 'Schema review',
    verdict: { name: 'proved', tone: 'good', sentence: '' },
    noteworthy: true,
    sections: notes.map((note) => ({ title: '', blocks: [{ kind: 'notes', notes: [note] }] })),
  }
}

const notes = (count: number, severity: Note['severity']): readonly Note[] =>
  Array.from({ length: count }, (_, index) => ({ severity, title: `${severity}-${index}`, message: 'm' }))

describe('annotations', () => {
  test('are one for each note, with its place and its fix', () => {
    const fix = { up: 'CREATE INDEX i;', down: 'DROP INDEX i;' }
    assert.deepEqual(
      annotations(report([{ severity: 'info', title: 't', message: 'm.', fix, file: 'a.sql', line: 3 }])),
      [{ level: 'notice', title: 't', message: 'm. Fix: CREATE INDEX i;', file: 'a.sql', line: 3 }],
    )
  })

  test('are the worst when there are more than GitHub shows, and the last counts the rest', () => {
    const all = annotations(report([...notes(5, 'info'), ...notes(30, 'warning'), ...notes(3, 'error')]))
    assert.equal(all.length, 10)
    assert.deepEqual(
      all.map(({ level }) => level),
      [...Array(3).fill('error'), ...Array(6).fill('warning'), 'notice'],
    )
    assert.match(all.at(-1)?.message ?? '', /^and 29 more: /)
  })

  test('are all there when GitHub shows them all', () => {
    assert.equal(annotations(report(notes(10, 'warning'))).length, 10)
    assert.deepEqual(annotations(report([])), [])
  })
})
