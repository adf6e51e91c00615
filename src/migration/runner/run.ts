import { UserError } from '../../base/errors.ts'
import { excerpt } from '../../base/text.ts'
import { refuseWhenStopped } from './attempts.ts'
import type { MigrationFile } from './files.ts'
import { beginsAs, forgetStart, type HistoryRow, noteProgress } from './history.ts'
import { checkLock } from './lock.ts'
import type { ObservedStatement } from './observe.ts'
import { type Place, runPart } from './part-run.ts'
import { type Part, readParts } from './parts.ts'
import { shown } from './passwords.ts'
import type { Session } from './session.ts'
import { endFile } from './settings.ts'

export interface Step {
  readonly migration: MigrationFile
  readonly way: 'up' | 'down'
  /** How far an interrupted run has come. */
  readonly from: Pick<HistoryRow, 'done' | 'begun'>
}

/** Takes one migration there or back, part by part; each part is noted with what it did. UserErrors: `migration-failed`, `no-rollback`, `interrupted`, `bad-input`. */
export async function runMigration(step: Step, session: Session): Promise<readonly ObservedStatement[]> {
  const { migration, way, from } = step
  const { file, text } = script(migration, way)
  const parts = await readParts(text, file)
  const observed: ObservedStatement[] = []
  for (const [index, part] of parts.entries()) {
    if (index < from.done) continue
    refuseWhenStopped(session.stop)
    session.log.info(`  part ${index + 1} of ${parts.length}: ${excerpt(part.statements.map(shown).join('; '), 100)}`)
    if (session.pid !== undefined) await checkLock(session.pid, session.database)
    const note = (done: number, begun?: readonly string[]) => {
      const last = done === parts.length
      const count = begun === undefined ? done : done + 1
      return noteProgress(migration, { way, done, last, begun, text: textOf(parts.slice(0, count)) }, session.database)
    }
    const found = index === from.done ? from.begun : undefined
    const place = { part, index, found, note, forget: () => forgetOrNote(step, index, note, session) }
    observed.push(...(await runPart(place, session)))
  }
  // A migration without a statement is done, too.
  if (parts.length <= from.done) {
    await noteProgress(migration, { way, done: parts.length, last: true, text: textOf(parts) }, session.database)
  }
  await endFile(session.database)
  return observed
}

export function script(migration: MigrationFile, way: 'up' | 'down'): { readonly file: string; readonly text: string } {
  if (way === 'up') return { file: migration.file, text: migration.up }
  if (migration.down) return migration.down
  const message = `${migration.file} has no way back: there is no _rollback.sql or .down.sql beside it. Write one, or roll back less.`
  throw new UserError('no-rollback', message, { where: { file: migration.file } })
}

function textOf(parts: readonly Part[]): string {
  return parts.map(({ statements }) => statements.map(({ sql }) => sql).join(';\n')).join(';\n\n')
}

/** UserError `bad-input` when the file of an interrupted run was changed where it ran already. */
export async function refuseOtherStart(
  { migration, way, from }: Step,
  { database }: Pick<Session, 'database'>,
): Promise<void> {
  const count = from.begun === undefined ? from.done : from.done + 1
  if (count === 0) return
  const { file, text } = script(migration, way)
  const parts = await readParts(text, file)
  if (await beginsAs(migration, textOf(parts.slice(0, count)), database)) return
  const what = count === 1 ? 'The first part' : `The first ${count} parts`
  const message = `${what} of ${file} ran already, in a run that was interrupted, and the file does not begin with them any more. Put them back as they were; what you mend comes after them.`
  throw new UserError('bad-input', message, { where: { file } })
}

async function forgetOrNote({ migration, way }: Step, index: number, note: Place['note'], { database }: Session) {
  if (index === 0) await forgetStart(migration, way, database)
  else await note(index)
}
