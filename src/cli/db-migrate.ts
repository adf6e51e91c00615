import { type Command, InvalidArgumentError } from 'commander'
import { UserError } from '../base/errors.ts'
import { exitCode } from '../base/exit-code.ts'
import type { Outcome } from '../base/outcome.ts'
import { dbMigrate } from '../commands/db-migrate.ts'
import { dbRollback } from '../commands/db-rollback.ts'
import { dbStatus } from '../commands/db-status.ts'
import type { MigrateResult } from '../commands/migrate-result.ts'
import type { MigrateOptions } from '../commands/migrate-run.ts'
import { migrateText } from '../commands/migrate-text.ts'
import type { Run } from './run.ts'

interface Flags {
  readonly connection: string
  readonly dir: string
  readonly dryRun?: boolean
  readonly to?: string
  readonly steps?: number
  readonly lockTimeout: number
  readonly statementTimeout: number
  readonly wait: number
  readonly dryRunLimit: number
}

const defaultFolder = 'migrations'

export function addDbMigrate(db: Command, run: Run): void {
  const migrate = db
    .command('migrate')
    .summary('apply what is pending, each part in its transaction')
    .description(
      'Applies the migrations of a folder that a database has not had yet, in order, and notes them in its history. A run that was interrupted goes on where it stopped.',
    )
    .argument('[file]', 'one migration instead of a folder')
    .option('--to <version>', 'the last version to apply')
    .option('--steps <number>', 'how many to apply at most; all by default', whole(1))
    .addHelpText('after', '\nExample:\n  backwright db migrate --connection "$DATABASE_URL" --dir migrations --dry-run')
    .action((file: string | undefined, flags: Flags) =>
      run(async (world) => {
        const { to, steps } = flags
        return outcome(await dbMigrate({ ...options(flags, file), to, steps }, world))
      }),
    )
  const rollback = db
    .command('rollback')
    .summary('take back what was applied last')
    .description('Runs the rollbacks of the migrations that were applied last, the last one first.')
    .option('--to <version>', 'the version to go back to, which stays')
    .option('--steps <number>', 'how many to take back; 1 by default', whole(1))
    .addHelpText(
      'after',
      '\nExample:\n  backwright db rollback --connection "$DATABASE_URL" --dir migrations --steps 2',
    )
    .action((flags: Flags) =>
      run(async (world) => {
        const { to, steps } = flags
        return outcome(await dbRollback({ ...options(flags), to, steps }, world))
      }),
    )
  for (const command of [migrate, rollback]) {
    addConnection(command)
    command
      .option('--dry-run', 'try it, undo it, and say what it locks and rewrites')
      .option(
        '--lock-timeout <ms>',
        'how long a statement may wait for a lock before it is tried again',
        whole(1),
        3000,
      )
      .option(
        '--statement-timeout <ms>',
        'how long a statement in a transaction may run, 0 for ever; what is CONCURRENTLY has no limit',
        whole(0),
        3_600_000,
      )
      .option('--wait <seconds>', 'how long to wait for another run on the same database', whole(0), 60)
      .option('--dry-run-limit <ms>', 'how long a dry run may hold its locks', whole(1), 60_000)
  }
  const status = db
    .command('status')
    .summary('what is applied, pending, interrupted or changed')
    .description('Compares the history of a database with a folder of migrations. Exit 1 when they disagree.')
    .addHelpText('after', '\nExample:\n  backwright db status --connection "$DATABASE_URL" --dir migrations')
    .action((flags: Flags) => run(async (world) => outcome(await dbStatus(options(flags), world))))
  addConnection(status)
}

function addConnection(command: Command): void {
  command
    .requiredOption('--connection <url>', 'the database: postgres://user:password@host/database')
    .option('--dir <folder>', 'the folder of migrations', defaultFolder)
}

function options(flags: Flags, file?: string): MigrateOptions {
  const { connection, dir, dryRun, lockTimeout, statementTimeout, wait, dryRunLimit } = flags
  if (!/^postgres(?:ql)?:\/\//i.test(connection)) {
    throw new UserError('bad-option', '--connection takes postgres://user:password@host/database.')
  }
  const source = file === undefined ? { kind: 'folder' as const, path: dir } : { kind: 'file' as const, path: file }
  return {
    connection,
    source,
    dryRun: dryRun === true,
    lockTimeoutMs: lockTimeout,
    statementTimeoutMs: statementTimeout,
    waitMs: wait * 1000,
    dryRunLimitMs: dryRunLimit,
  }
}

function outcome(result: MigrateResult): Outcome {
  const exit = result.state === 'clean' ? exitCode.fine : exitCode.findings
  return { exit, json: result, text: (style) => migrateText(result, style) }
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (!/^\d+$/.test(text) || number < least)
      throw new InvalidArgumentError(`It must be a whole number from ${least} on.`)
    return number
  }
}
