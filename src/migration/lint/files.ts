import { UserError } from '../../base/errors.ts'
import type { World } from '../../ports/world.ts'
import { readMigrations, wayBack, wayThere } from '../../schema/migrations.ts'
import { readText, type SourceText, type TextWorld } from '../../schema/text.ts'
import { readMigrationFile } from '../runner/files.ts'

/** One way of a migration: a file, or the part of a file that holds it. What is not of that way is blank. */
export interface LintedFile {
  readonly file: string
  readonly way: 'up' | 'down'
  readonly text: string
  /** The whole file. */
  readonly whole: string
  /** The way there that a way back undoes, where it is at hand. */
  readonly undoes: SourceText | undefined
}

/** The migrations of files and folders: the ways there in their order, then the ways back, the last one first. UserErrors: those of `readText`, and `empty-input`. */
export async function readLinted(sources: readonly string[], world: TextWorld): Promise<readonly LintedFile[]> {
  const found: LintedFile[] = []
  for (const source of sources) {
    const folder = source !== '-' && !source.startsWith('git:') && (await world.files.list(source)).length > 0
    found.push(...(folder ? await ofFolder(source, world) : await ofFile(source, world)))
  }
  const named = found.filter(
    ({ file, way }, index) => found.findIndex((each) => each.file === file && each.way === way) === index,
  )
  const there = named.filter(({ way }) => way === 'up')
  return [...there, ...named.filter(({ way }) => way === 'down').reverse()]
}

async function ofFolder(folder: string, { files }: Pick<World, 'files'>): Promise<readonly LintedFile[]> {
  const found: LintedFile[] = []
  for (const { file, text } of await readMigrations(folder, files)) {
    const { down } = await readMigrationFile(file, files)
    const both = wholeOf(file, text, await files.read(file))
    found.push({ file, way: 'up', text, whole: both, undoes: undefined })
    if (down) {
      const whole = down.file === file ? wholeOf(file, down.text, both) : down.text
      found.push({ file: down.file, way: 'down', text: down.text, whole, undoes: { file, text } })
    }
  }
  return found
}

/** A program that holds SQL is no SQL itself. */
function wholeOf(file: string, way: string, text: string): string {
  return file.endsWith('.cjs') ? way : text
}

/** How a file that holds a way back is named, and how the one with the way there beside it. */
const backs = [
  { ending: /_rollback\.sql$/, there: '.sql' },
  { ending: /\.down\.sql$/, there: '.up.sql' },
  { ending: /(^|\/)U([\d._]+__[^/]*\.sql)$/, there: '$1V$2' },
]

async function ofFile(file: string, world: TextWorld): Promise<readonly LintedFile[]> {
  if (file === '') throw new UserError('bad-input', 'Name a file or a folder of migrations to lint.')
  const whole = await readText(file, world)
  const name = file === '-' ? 'standard input' : file
  const back = backs.find(({ ending }) => ending.test(file))
  if (back) {
    const there = file.replace(back.ending, back.there)
    const text = file.startsWith('git:') ? undefined : await world.files.readIfThere(there)
    const undoes = text === undefined ? undefined : { file: there, text }
    return [{ file: name, way: 'down', text: whole, whole, undoes }]
  }
  const up = wayThere(file, whole)
  const down = wayBack(file, whole)
  const undoes = { file: name, text: up }
  return [
    { file: name, way: 'up', text: up, whole: wholeOf(file, up, whole), undoes: undefined },
    ...(down === undefined
      ? []
      : [{ file: name, way: 'down' as const, text: down, whole: wholeOf(file, down, whole), undoes }]),
  ]
}
