import { UserError } from '../../base/errors.ts'
import type { Files } from '../../ports/files.ts'
import { readMigrations, wayBack, wayThere } from '../../schema/migrations.ts'

/** One migration as its files say it. */
export interface MigrationFile {
  readonly version: string
  readonly name: string
  readonly file: string
  readonly up: string
  /** SHA-256 of the way there. */
  readonly checksum: string
  /** Flyway's `R__`: without a place in the order, and applied again when it changes. */
  readonly repeatable: boolean
  readonly down: { readonly file: string; readonly text: string } | undefined
}

/** A folder of migrations with their ways back, in the order of their versions. UserErrors: `empty-input`, `bad-input` for a version twice. */
export async function readMigrationFiles(folder: string, files: Files): Promise<readonly MigrationFile[]> {
  const migrations: MigrationFile[] = []
  for (const { file, text } of await readMigrations(folder, files))
    migrations.push(await migrationFile(file, text, files))
  const twice = migrations.find(
    ({ version }, index) => migrations.findIndex((each) => each.version === version) < index,
  )
  if (twice) {
    throw new UserError(
      'bad-input',
      `${twice.file} has a version that another file of the folder has too. Number it anew.`,
      {
        where: { file: twice.file },
      },
    )
  }
  return migrations
}

/** One file, with its way back beside it. UserError `bad-input` for a file that is a way back. */
export async function readMigrationFile(file: string, files: Files): Promise<MigrationFile> {
  if (/(?:_rollback|\.down)\.sql$|(?:^|\/)U[\d._]+__[^/]*\.sql$/.test(file)) {
    const message = `${file} is the way back of a migration. Run \`db rollback\`, which takes it off the history as well.`
    throw new UserError('bad-input', message, { where: { file } })
  }
  return migrationFile(file, wayThere(file, await files.read(file)), files)
}

async function migrationFile(file: string, up: string, files: Files): Promise<MigrationFile> {
  const parts = file.split('/')
  const base =
    parts.at(-1) === 'migration.sql' ? (parts.at(-2) ?? '') : (parts.at(-1) ?? '').replace(/(?:\.up)?\.sql$|\.cjs$/, '')
  const [, version = base, name = base] = /^V?(\d[\d._]*?)_+(.+)$/.exec(base) ?? []
  const down = await downOf(file, files)
  return { version, name, file, up, checksum: files.sha256(up), repeatable: base.startsWith('R__'), down }
}

async function downOf(file: string, files: Files): Promise<MigrationFile['down']> {
  const besides = [
    file.replace(/\.up\.sql$/, '.down.sql'),
    file.replace(/\.sql$/, '_rollback.sql'),
    // Flyway's undo, and what Prisma's guide puts beside a migration.
    file.replace(/(^|\/)V([\d._]+__[^/]*\.sql)$/, '$1U$2'),
    file.replace(/(^|\/)migration\.sql$/, '$1down.sql'),
  ]
  for (const beside of besides) {
    const text = beside === file ? undefined : await files.readIfThere(beside)
    if (text !== undefined) return { file: beside, text }
  }
  const text = wayBack(file, await files.read(file))
  return text === undefined ? undefined : { file, text }
}
