import type { Command } from 'commander'
import type { WriteMode } from '../writing/mode.ts'

/** The flags of every command that writes files. */
export interface WriterFlags {
  readonly dryRun?: boolean
  readonly check?: boolean
  readonly force?: boolean
}

export function addWriterFlags(command: Command): void {
  command
    .option('--dry-run', 'show what would be written, and write nothing')
    .option('--check', 'write nothing, and exit 1 when a run would change anything')
    .option('--force', 'overwrite files that would otherwise stop the run')
}

/** `--dry-run` and `--check` win over `--force`: who asks for a look does not want a write. */
export function writeMode({ dryRun, check, force }: WriterFlags): WriteMode {
  return dryRun || check ? 'plan' : force ? 'overwrite' : 'write'
}
