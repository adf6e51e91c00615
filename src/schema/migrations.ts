import { UserError } from '../base/errors.ts'
import { byCodePoint } from '../base/text.ts'
import type { Files } from '../ports/files.ts'
import { sqlOfScript } from './node-pg-script.ts'
import { plainLines } from './pieces.ts'
import type { SourceText } from './text.ts'

/**
 * A folder of migrations in the order in which its tool applies them, ways back left out. Known are the layouts of backwright, dbmate,
 * Flyway, golang-migrate, goose, node-pg-migrate and Prisma, and plain files in the order of their numbers. What is not the way there is
 * blank, so that line numbers stay true. UserError `empty-input`.
 */
export async function readMigrations(folder: string, files: Files): Promise<readonly SourceText[]> {
  const names = await files.list(folder)
  const chosen = ways(names.filter((name) => name.endsWith('.sql') || /^\d+[-_].*\.cjs$/.test(name)))
  const migrations: SourceText[] = []
  for (const name of chosen) migrations.push({ file: name, text: await files.read(`${folder}/${name}`) })
  // Prisma has a folder for each.
  for (const name of chosen.length > 0 ? [] : names) {
    const text = await files.readIfThere(`${folder}/${name}/migration.sql`)
    if (text !== undefined) migrations.push({ file: `${name}/migration.sql`, text })
  }
  if (migrations.length === 0) {
    throw new UserError('empty-input', `${folder} holds no migrations: there is no .sql file in it.`, {
      where: { file: folder },
    })
  }
  return migrations.map(({ file, text }) => {
    const path = `${folder}/${file}`
    return { file: path, text: wayThere(path, text) }
  })
}

function ways(names: readonly string[]): readonly string[] {
  if (names.some((name) => name.endsWith('.up.sql'))) {
    return names.filter((name) => name.endsWith('.up.sql')).sort(byVersion(/^(\d+)/))
  }
  const versioned = names.filter((name) => /^V[\d._]+__/.test(name))
  if (versioned.length > 0) {
    return [...versioned.sort(byVersion(/^V([\d._]+)__/)), ...names.filter((name) => name.startsWith('R__'))]
  }
  return names.filter((name) => !/(?:_rollback|\.down)\.sql$/.test(name)).sort(byVersion(/^(\d+)/))
}

/** By the numbers of the version, one after the other: 9 comes before 10, and 1.9 before 1.10. */
function byVersion(pattern: RegExp): (a: string, b: string) => number {
  const version = (name: string) => (pattern.exec(name)?.[1] ?? '').split(/[._]/).map((part) => BigInt(part || 0))
  return (a, b) => {
    const [left, right] = [version(a), version(b)]
    for (let place = 0; place < Math.max(left.length, right.length); place++) {
      const [one = 0n, other = 0n] = [left[place], right[place]]
      if (one !== other) return one < other ? -1 : 1
    }
    return byCodePoint(a, b)
  }
}

/** How tools that keep both ways in one file part them. */
const markers = [
  { up: /^--\s*migrate:up\b/i, down: /^--\s*migrate:down\b/i },
  { up: /^--\s*\+goose\s+up\b/i, down: /^--\s*\+goose\s+down\b/i },
  { up: /^--\s*up migration\b/i, down: /^--\s*down migration\b/i },
]

/** What goose says at the start of a file, for both ways. */
const ofBoth = /^--\s*\+goose\s+no\s+transaction\b/i

/** The way there that a file holds, as SQL. UserError `unsupported` for a program. */
export function wayThere(file: string, text: string): string {
  if (file.endsWith('.cjs')) return sqlOfScript(text, 'up', file)
  return part(text, 'up') ?? text
}

/** The way back that a file holds beside the way there; undefined when its tool keeps it elsewhere. */
export function wayBack(file: string, text: string): string | undefined {
  if (file.endsWith('.cjs')) return sqlOfScript(text, 'down', file)
  return part(text, 'down')
}

function part(text: string, way: 'up' | 'down'): string | undefined {
  const all = markers.flatMap(({ up, down }) => [up, down])
  if (!text.split('\n').some((line) => all.some((pattern) => pattern.test(line)))) return undefined
  const lines = withPlaces(text)
  const isMarker = (line: Line, pattern: RegExp) => line.plain && pattern.test(line.text)
  const marker = markers.find(({ up, down }) => lines.some((line) => isMarker(line, up) || isMarker(line, down)))
  if (!marker) return undefined
  // A file that names one way only begins with the other.
  let there = !lines.some((line) => isMarker(line, marker[way]))
  return lines
    .map((line) => {
      if (isMarker(line, marker.up)) there = way === 'up'
      if (isMarker(line, marker.down)) there = way === 'down'
      return there || ofBoth.test(line.text) ? line.text : ''
    })
    .join('\n')
}

interface Line {
  readonly text: string
  /** Whether it begins outside of all quotes: a name or a function may hold a line that looks like a marker. */
  readonly plain: boolean
}

function withPlaces(text: string): readonly Line[] {
  const plain = plainLines(text)
  let at = 0
  return text.split('\n').map((line) => {
    const start = at
    at += line.length + 1
    return { text: line, plain: plain.has(start) }
  })
}
