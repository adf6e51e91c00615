import { UserError } from '../base/errors.ts'
import type { Draft, Format, MigrationFiles } from '../migration/formats/format.ts'
import { chooseVersions } from '../migration/formats/versions.ts'
import type { World } from '../ports/world.ts'
import type { WriteMode } from '../writing/mode.ts'

export interface Placing {
  readonly format: Format
  readonly folder: string
  /** The version that the user asks for, `YYYYMMDDHHMMSS`. */
  readonly timestamp: string | undefined
  readonly write: WriteMode
}

type FilesWorld = Pick<World, 'files' | 'clock' | 'log'>

/** How often somebody else may take the same version meanwhile. */
const tries = 20

/**
 * Numbers a draft after all that a folder has, and writes it, all of it or nothing, and nothing over a file that is there. Paths come
 * with the folder. UserErrors: `file-exists`, `bad-option`, `unsupported`, `write-failed`.
 */
export async function placeMigration(draft: Draft, placing: Placing, world: FilesWorld): Promise<MigrationFiles> {
  for (let attempt = 1; ; attempt++) {
    const placed = await number(draft, placing, world)
    const taken = await settle(placed, placing, world)
    if (taken === undefined) return placed
    if (placing.timestamp !== undefined || attempt === tries) throw exists(taken)
  }
}

async function number(
  draft: Draft,
  { format, folder, timestamp, write }: Placing,
  { files, clock, log }: FilesWorld,
): Promise<MigrationFiles> {
  const names = await files.list(folder)
  const count = format.count(draft)
  const chosen = chooseVersions(format.versions, { names, count, now: clock.now(), timestamp })
  const taken = names.find((name) => chosen.versions.includes(format.versions.read(name) ?? ''))
  if (taken !== undefined && write !== 'overwrite') throw exists(`${folder}/${taken}`)
  if (chosen.overtaken !== undefined) {
    log.warn(
      `${folder} has ${chosen.overtaken}, which is later than ${chosen.versions[0]}: where it is applied, some tools skip this one.`,
    )
  }
  const { files: written, up, down } = format.write(draft, chosen.versions)
  const at = (path: string) => `${folder}/${path}`
  return { files: written.map(({ path, text }) => ({ path: at(path), text })), up: at(up), down: at(down) }
}

/** The path at which something is, or undefined when all is done that was to be done. */
async function settle({ files: all }: MigrationFiles, { write }: Placing, { files }: FilesWorld) {
  switch (write) {
    case 'overwrite':
      await files.writeAll(all)
      return undefined
    case 'write':
      return files.createAll(all)
    case 'plan':
      return undefined
  }
}

function exists(path: string): UserError {
  return new UserError(
    'file-exists',
    `${path} exists already, and it may have been applied somewhere. Choose another --name or --timestamp, or replace it with --force.`,
    { where: { file: path } },
  )
}
