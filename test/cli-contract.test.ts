import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { runCli } from './support/run-cli.ts'

const page = readFileSync('docs/cli.md', 'utf8')
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')).trim(), section]),
)
const common = flags(sections.get('Flags of every command') ?? '')
const writer = flags(sections.get('Flags of every command that writes files') ?? '')
const helps = await leaves([])

describe('docs/cli.md', () => {
  test('has a section for every command, and no other', () => {
    const written = [...sections.keys()].filter((title) => /^[a-z]/.test(title))
    assert.deepEqual(written.sort(), [...helps.keys()].sort())
  })

  test.each([...helps])('says of `%s` what --help says', (name, help) => {
    const said = flags(sections.get(name) ?? '')
    const given = flags(help).filter((flag) => !common.includes(flag) && flag !== '--version')
    const shared = writer.every((flag) => given.includes(flag)) ? writer : []
    assert.deepEqual(said.sort(), given.filter((flag) => !shared.includes(flag)).sort())
  })

  test.each([...helps.keys()])('gives `%s` the flags of every command', (name) => {
    assert.deepEqual(
      common.filter((flag) => !flags(helps.get(name) ?? '').includes(flag)),
      [],
    )
  })
})

/** The long flags that begin a row: of a table in Markdown, or of the list in a help text. */
function flags(text: string): string[] {
  return [...text.matchAll(/^(?:\| `| {2})(?:-\w, )?(--[\w-]+)/gm)].map((match) => match[1] ?? '')
}

async function leaves(path: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await runCli(...path, '--help')
  const commands = /\nCommands:\n([\s\S]*?)(?:\n\n|$)/.exec(stdout)?.[1]
  if (commands === undefined) return new Map([[path.join(' '), stdout]])
  const names = [...commands.matchAll(/^ {2}([a-z][\w-]*)/gm)].map((match) => match[1] ?? '')
  const found = await Promise.all(names.map((name) => leaves([...path, name])))
  // A command of its own, and with commands.
  const own = /^Usage: .*\[command\] \S/.test(stdout) ? [[path.join(' '), stdout] as const] : []
  return new Map([...own, ...found.flatMap((map) => [...map])])
}
